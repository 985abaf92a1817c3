import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { fail, type Result, succeed } from '../result.ts';
import { rotating } from './rotating.ts';

const test = suite('rotating');

/** A value whose source and clock stand where they are put. */
function open() {
  const source: { next: () => Promise<Result<string, string>>; looks: number } = {
    next: () => Promise.resolve(succeed('second')),
    looks: 0,
  };
  const clock = { now: 0 };
  const faults: string[] = [];
  const value = rotating({
    first: 'first',
    everyMs: 100,
    now: () => clock.now,
    onFault: (fault) => faults.push(fault),
    look: () => {
      source.looks++;
      return source.next();
    },
  });
  return { source, clock, faults, value };
}

test('holds the value until it is due, then looks once for all who ask', async () => {
  const { source, clock, value } = open();
  clock.now = 99;
  assert.equal([value.current, source.looks], ['first', 0]);
  clock.now = 100;
  assert.equal([value.current, value.current, source.looks], ['first', 'first', 1]);
  await value.refresh();
  assert.equal([value.current, source.looks], ['second', 1]);
});

test('looks at once when it is told to', async () => {
  const { value } = open();
  await value.refresh();
  assert.is(value.current, 'second');
});

test('keeps the last good value while the source is at fault, and says so once', async () => {
  const { source, faults, value } = open();
  source.next = () => Promise.resolve(fail(['is empty.']));
  await value.refresh();
  await value.refresh();
  assert.equal([value.current, faults], ['first', ['is empty.']]);
  source.next = () => Promise.reject(new Error('gone'));
  await value.refresh();
  source.next = () => Promise.resolve(succeed('third'));
  await value.refresh();
  assert.equal([value.current, faults], ['third', ['is empty.', 'gone']]);
  source.next = () => Promise.resolve(fail(['is empty.']));
  await value.refresh();
  assert.is(faults.length, 3);
});

test.run();
