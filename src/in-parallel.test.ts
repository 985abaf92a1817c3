import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { inOrder, inParallel, inShares } from './in-parallel.ts';

const test = suite('inParallel');

test('answers in the order of the items, whoever is first', async () => {
  const order: number[] = [];
  const values = await inParallel([1, 2, 3], 3, async (item) => {
    for (let turn = item; turn < 3; turn++) await Promise.resolve();
    order.push(item);
    return item * 10;
  });
  assert.equal(values, [10, 20, 30]);
  assert.is(order[0], 3);
});

test('works on no more than it may at once', async () => {
  let now = 0;
  let most = 0;
  await inParallel([1, 2, 3, 4, 5], 2, async () => {
    most = Math.max(most, ++now);
    await Promise.resolve();
    now--;
  });
  assert.is(most, 2);
});

test('hands on what a worker throws', async () => {
  let seen: unknown;
  await inParallel([1], 1, async () => {
    throw new Error('planted');
  }).catch((error: unknown) => (seen = error));
  assert.instance(seen, Error);
});

test('waits for what was begun when a worker throws, and begins no more', async () => {
  const ended: number[] = [];
  const work = async (item: number): Promise<void> => {
    if (item === 1) throw new Error('planted');
    for (let turn = 0; turn < 9; turn++) await Promise.resolve();
    ended.push(item);
  };
  await inParallel([1, 2, 3], 2, work).catch(() => ended.push(0));
  assert.equal(ended, [2, 0]);
});

test('begins no more when it is told to stop, and says so', async () => {
  const controller = new AbortController();
  const begun: number[] = [];
  let seen: unknown;
  const work = async (item: number): Promise<void> => {
    begun.push(item);
    controller.abort();
  };
  await inParallel([1, 2, 3], 1, work, controller.signal).catch((error: unknown) => (seen = error));
  assert.equal(begun, [1]);
  assert.match(seen instanceof Error ? seen.message : '', 'Stopped.');
});

test('shares the items among workers that made something first', async () => {
  const made: number[] = [];
  const values = await inShares<number, string>([1, 2, 3, 4], { jobs: 2 }, async (share) => {
    const own = made.push(made.length) - 1;
    await share(async (item) => {
      await Promise.resolve();
      return `${item} by ${own}`;
    });
  });
  assert.equal(made, [0, 1]);
  assert.equal(values, ['1 by 0', '2 by 1', '3 by 0', '4 by 1']);
});

test('tells of values in the order of their items, each as soon as it can', () => {
  const told: string[] = [];
  const tell = inOrder<string>((value) => told.push(value));
  tell(1, 'b');
  assert.equal(told, []);
  tell(0, 'a');
  assert.equal(told, ['a', 'b']);
  tell(2, 'c');
  assert.equal(told, ['a', 'b', 'c']);
});

test('answers nothing to nothing', async () => {
  assert.equal(await inParallel([], 4, async () => 1), []);
});

test.run();
