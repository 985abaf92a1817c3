import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Rate } from '../../catalog/contract.ts';
import { type Lane, openLane } from '../lane/lane.ts';
import { openTrialService, type TrialService } from '../trial/trial-service.ts';
import { type Allowance, openLeases } from './leases.ts';

const test = suite('openLeases');
let trial: TrialService;
let lane: Lane;
let asked = 0;

test.before(async () => {
  trial = await openTrialService();
  const { url, password } = trial.operator;
  lane = openLane({ url, password, name: 'leases', places: 4, seats: 1_000 });
});
test.before.each(() => {
  asked = 0;
});
test.after(async () => {
  await lane?.close(); // neither is there when before failed
  await trial?.close();
});

const rateOf = (policy: string, amount: number): Rate => ({ policy, amount, windowMs: 60_000 });

/** The leases of one process more, their questions counted, and a clock that stands. */
function open() {
  const clock = { now: 0 };
  const ask: Lane['ask'] = (question) => {
    asked++;
    return lane.ask(question);
  };
  return { clock, ...openLeases({ ask }, () => clock.now) };
}

const grantedOf = (all: readonly Allowance[]) => all.filter(({ isGranted }) => isGranted).length;

test('grants the quota of a subject, and not one more', async () => {
  const { take } = open();
  const rate = rateOf('alone', 20);
  const left: number[] = [];
  for (let i = 0; i < 20; i++) {
    const allowance = await take(rate, 'a');
    assert.ok(allowance.isGranted);
    left.push(allowance.left);
  }
  assert.equal(left, [...Array(20).keys()].reverse());
  assert.is((await take(rate, 'a')).isGranted, false);
  assert.is((await take(rate, 'b')).isGranted, true);
});

test('asks the database nothing for who is over it', async () => {
  const { take, counts } = open();
  const rate = rateOf('over', 2);
  await Promise.all(Array.from({ length: 10 }, () => take(rate, 'a')));
  asked = 0;
  for (let i = 0; i < 50; i++) assert.is((await take(rate, 'a')).isGranted, false);
  assert.is(asked, 0);
  assert.equal([counts.granted, counts.refused], [2, 58]);
});

test('asks seldom: at most one time in fifty where the quota is large', async () => {
  const { take } = open();
  const rate = rateOf('seldom', 6_000);
  for (let i = 0; i < 5_000; i++) assert.ok((await take(rate, 'a')).isGranted);
  assert.ok(asked <= 100, `asked ${asked} times`);
});

test('grants as much in four processes as in one, however many ask at once', async () => {
  const processes = Array.from({ length: 4 }, open);
  const rate = rateOf('shared', 200);
  const askAll = async (each: number) => {
    const takes = processes.flatMap(({ take }) =>
      Array.from({ length: each }, () => take(rate, 'a')),
    );
    return grantedOf(await Promise.all(takes));
  };
  const [early, late] = [await askAll(45), await askAll(45)];
  assert.is(early, 180);
  assert.is(late, 20);
});

test('leaves at most an eighth to a process that no longer asks', async () => {
  const [idle, busy] = [open(), open()];
  const rate = rateOf('idle', 640);
  await idle.take(rate, 'a');
  const all = [];
  for (let i = 0; i < 700; i++) all.push(await busy.take(rate, 'a'));
  assert.is(grantedOf(all), 640 - 10);
});

test('grants the whole quota again when the window is over, none of the old one', async () => {
  const { clock, take } = open();
  const rate = rateOf('again', 640);
  const first = await take(rate, 'a');
  assert.is(first.resetMs, 60_000);
  clock.now = 20_000.5;
  assert.is((await take(rate, 'a')).resetMs, 39_999.5);
  await trial.database.admin.none(
    `update procwright.rate_count set ends_at = now() where policy_name = 'again'`,
  );
  clock.now = 60_000;
  const all = [];
  for (let i = 0; i < 700; i++) all.push(await take(rate, 'a'));
  assert.is(grantedOf(all), 640);
});

test('counts policies apart, and lets nobody in when it cannot ask', async () => {
  const { take } = open();
  await take(rateOf('one', 1), 'a');
  assert.is((await take(rateOf('other', 1), 'a')).isGranted, true);

  await trial.database.admin.none('alter table procwright.rate_count rename to lost');
  const failed = await take(rateOf('third', 1), 'a').then(
    () => false,
    () => true,
  );
  await trial.database.admin.none('alter table procwright.lost rename to rate_count');
  assert.is(failed, true);
  assert.is((await take(rateOf('third', 1), 'a')).isGranted, true);
});

test.run();
