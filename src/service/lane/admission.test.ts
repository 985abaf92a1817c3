import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { Admission, type AdmissionOptions } from './admission.ts';
import { Leaving } from './leave-signal.ts';
import { playLoad } from './play-load.ts';
import { TurnedAway } from './turned-away.ts';

const test = suite('Admission');

function open(options: Partial<AdmissionOptions> = {}) {
  return new Admission({ places: 1, seats: 100, ...options });
}

const patience = (ms = 20_000) => ({
  deadline: performance.now() + ms,
  signal: new Leaving(),
});

/** What comes of an entering, once it has come. */
const outcome = (entering: Promise<void>): Promise<string> =>
  entering.then(
    () => 'inside',
    (error: unknown) => (error instanceof TurnedAway ? error.reason : 'failed'),
  );

test('lets in who comes first, first', async () => {
  const door = open();
  const order: number[] = [];
  await door.enter(patience());
  const waiting = [1, 2, 3].map((number) =>
    door.enter(patience()).then(() => {
      order.push(number);
      door.leave(1);
    }),
  );
  assert.equal([door.inside, door.waiting], [1, 3]);
  door.leave(1);
  await Promise.all(waiting);
  assert.equal(order, [1, 2, 3]);
  assert.equal([door.inside, door.waiting], [0, 0]);
});

test('turns away who finds no seat, who has no time, and who comes when it closes', async () => {
  const door = open({ seats: 1 });
  await door.enter(patience());
  assert.is(await outcome(door.enter(patience(-1))), 'deadline');
  const waiting = outcome(door.enter(patience()));
  assert.is(await outcome(door.enter(patience())), 'full');
  assert.is(door.refusal(1_000)?.reason, 'full');
  door.stop();
  assert.is(await waiting, 'stopping');
  assert.is(await outcome(door.enter(patience())), 'stopping');
});

test('lets a seat go whose request is late, or left', async () => {
  const door = open();
  await door.enter(patience());
  assert.is(await outcome(door.enter(patience(5))), 'deadline');
  const { deadline, signal } = patience();
  const leaving = outcome(door.enter({ deadline, signal }));
  signal.leave();
  assert.is(await leaving, 'deadline');
  assert.is(door.waiting, 0);
});

test('turns away who would be served too late, and says when to come again', async () => {
  const door = open();
  for (let i = 0; i < 200; i++) {
    await door.enter(patience());
    door.leave(1_000);
  }
  await door.enter(patience());
  const waiting = [1, 2].map(() => outcome(door.enter(patience())));
  const late = await door.enter(patience(2_500)).catch((error: unknown) => error);
  assert.ok(late instanceof TurnedAway);
  assert.is(late.reason, 'deadline');
  assert.is(late.retryAfterSeconds, 3);
  door.stop();
  await Promise.all(waiting);
});

test('one long statement among short ones turns nobody away', async () => {
  const door = open();
  await door.enter(patience());
  door.leave(60_000);
  await door.enter(patience());
  const waiting = outcome(door.enter(patience(1_000)));
  assert.is(door.waiting, 1);
  door.leave(1);
  assert.is(await waiting, 'inside');
});

/** Two places, a millisecond a statement: 2,000 a second, on a clock of its own. */
const LOAD = { places: 2, seats: 5_000, heldMs: 1, deadlineMs: 2_000 };

test('a burst that can be served in time is served', async () => {
  const { served, turned } = await playLoad({ ...LOAD, burst: 1_000, perSecond: 0, seconds: 2 });
  assert.equal([served, turned], [1_000, 0]);
});

test('at four times what it can do it serves all it can, and lets nobody wait long', async () => {
  const end = await playLoad({ ...LOAD, perSecond: 8_000, seconds: 6 });
  assert.ok(end.served > 0.97 * 2_000 * 6, `${end.served} served`);
  assert.is(end.late, 0);
  assert.ok(end.settledMs.p99 < 800, `${end.settledMs.p99} ms`);
  assert.ok(end.settledMs.p50 > 20, 'and places are never empty');
});

test('at half of what it can do it turns nobody away', async () => {
  const { served, turned } = await playLoad({ ...LOAD, perSecond: 1_000, seconds: 6 });
  assert.is(turned, 0);
  assert.ok(served > 5_500);
});

test('a queue without judgement would make all wait for as long as they can', async () => {
  const end = await playLoad({ ...LOAD, perSecond: 8_000, seconds: 6, isBlind: true });
  assert.ok(end.settledMs.p50 > 1_500, `${end.settledMs.p50} ms`);
  assert.ok(end.late > 0, 'and some are served when their time is over');
});

test.run();
