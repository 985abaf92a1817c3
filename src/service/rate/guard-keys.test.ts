import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { Problem } from '../answer/problem.ts';
import { guardKeys } from './guard-keys.ts';

const test = suite('guardKeys');

const LIMIT = { policy: 'wrong_keys', amount: 3, windowMs: 1_000 };
const HERE = '203.0.113.7';

/** A guard before a finder that knows the keys that begin with good. */
function open() {
  const clock = { now: 0 };
  const looked: string[] = [];
  const known = { actor: 'alice', scopes: new Set<string>() };
  const keys = {
    waiting: 0,
    find: async (key: string) => {
      looked.push(key);
      return key.startsWith('good') ? known : null;
    },
  };
  const find = guardKeys(keys, { limit: LIMIT, mostWaiting: 2, now: () => clock.now });
  return { clock, looked, keys, find };
}

/** The problem that a search ends in; null when it ends in an answer. */
const problemOf = (search: Promise<unknown>) =>
  search.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error : assert.unreachable()),
  );

test('turns a network away that sent many wrong keys, while as many wait as may', async () => {
  const { looked, keys, find } = open();
  keys.waiting = 2;
  for (const key of ['a', 'b', 'c']) assert.is(await find(key, HERE), null);
  const found = await problemOf(find('d', HERE));
  assert.equal([found?.status, found?.code], [429, 'quota-exceeded']);
  assert.equal(found?.details.headers, { 'Retry-After': '1' });
  assert.equal(found?.details.members?.['violated-policies'], ['wrong_keys']);
  assert.ok(await problemOf(find('good, and never seen', HERE)));
  assert.equal(looked, ['a', 'b', 'c']);
});

test('looks a key up that was never seen, whatever its network sent, while few wait', async () => {
  const { keys, find } = open();
  for (const key of ['a', 'b', 'c', 'd', 'e']) assert.is(await find(key, HERE), null);
  keys.waiting = 1;
  assert.is((await find('good', HERE))?.actor, 'alice');
});

test('counts a wrong key once, however often it is sent', async () => {
  const { keys, find } = open();
  keys.waiting = 9;
  for (let i = 0; i < 50; i++) assert.is(await find('dead', HERE), null);
  assert.is((await find('good', HERE))?.actor, 'alice');
});

test('lets in who was good before, and who comes from elsewhere', async () => {
  const { keys, find } = open();
  keys.waiting = 2;
  await find('good', '::ffff:203.0.113.7');
  for (const key of ['a', 'b', 'c']) await find(key, HERE);
  assert.is((await find('good', HERE))?.actor, 'alice');
  assert.is((await find('good too', '203.0.113.8'))?.actor, 'alice');
});

test('forgets what was wrong when the window is over', async () => {
  const { clock, keys, find } = open();
  keys.waiting = 2;
  for (const key of ['a', 'b', 'c']) await find(key, HERE);
  clock.now = 999;
  assert.ok(await problemOf(find('d', HERE)));
  clock.now = 1_000;
  assert.is(await find('d', HERE), null);
  assert.is(await find('e', HERE), null);
});

test('counts what is wrong, not what is good, and no failure to ask', async () => {
  const { keys, find } = open();
  keys.waiting = 2;
  for (let i = 0; i < 10; i++) await find(`good ${i}`, HERE);
  assert.is(await find('a', HERE), null);
  const away = { waiting: 2, find: () => Promise.reject(new Error('away')) };
  const failing = guardKeys(away, { limit: LIMIT, mostWaiting: 2 });
  for (let i = 0; i < 10; i++) {
    const error = await failing(`${i}`, HERE).catch((reason: unknown) => reason);
    assert.match(String(error), 'away');
  }
});

test.run();
