import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { BOX } from '../trial/trial-schema.ts';
import {
  type Answer,
  ask,
  type Asking,
  openTrialService,
  type TrialService,
} from '../trial/trial-service.ts';

const test = suite('Batcher');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService({ places: 4, seats: 8 });
});
test.after(() => trial?.close()); // none when before failed

const MARKS = `/v1/boxes/${BOX}/marks`;
const SLOW = 78;

const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

const mark = (number: number, more: object = {}, asking: Asking = {}): Promise<Answer> =>
  ask(trial.service, MARKS, { body: { mark_id: idOf(number), quantity: '1', ...more }, ...asking });

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

/** Sends requests that all come before the first of them is answered: two hold both ways. */
async function together(first: number, send: () => readonly Promise<Answer>[]) {
  const { admin } = trial.database;
  return admin.task(async (task) => {
    await task.any('select pg_advisory_lock($1)', [SLOW]);
    const held: Promise<Answer>[] = [];
    let sent: readonly Promise<Answer>[] = [];
    try {
      for (const number of numbers(first, 2)) {
        held.push(mark(number, { note: 'slow' }));
        await until(() => isHeld(held.length), held);
      }
      sent = send();
      await until(() => isQueued(sent.length), [...held, ...sent]);
    } finally {
      await task.any('select pg_advisory_unlock($1)', [SLOW]);
    }
    await Promise.all(held);
    return Promise.all(sent);
  });
}

/** Looks until it is so; it never will be when one that is to wait meanwhile is answered. */
async function until(
  isSo: () => Promise<boolean>,
  meanwhile: readonly Promise<Answer>[] = [],
): Promise<void> {
  let early: Answer | undefined;
  for (const each of meanwhile) {
    each.then(
      (answer) => (early ??= answer),
      () => undefined, // its client has left
    );
  }
  while (!(await isSo())) {
    if (early) throw new Error(`Answered too early: ${early.status} ${early.text}`);
  }
}

/** Whether so many backends wait for the lock. */
async function isHeld(count: number): Promise<boolean> {
  const { held } = await trial.database.admin.one<{ held: number }>(HELD, [SLOW]);
  return held === count;
}

const HELD = `
select count(*)::integer as held
from pg_locks
where locktype = 'advisory' and objid = $1 and not granted
`;

/** Whether so many requests wait for a batch. */
async function isQueued(count: number): Promise<boolean> {
  const gauge = `lane_requests{lane="write",state="waiting"} ${count}\n`;
  return (await ask(trial.service, '/metrics')).text.includes(gauge);
}

/** The transactions that wrote these marks, each once, and what each mark was recorded with. */
async function written(from: number, count: number) {
  const rows = await trial.database.admin.any<{ readonly xid: string; readonly trace: string }>(
    `select transaction_id::text as xid, trace from app.mark
    where mark_id = any($1::uuid[]) order by mark_id`,
    [numbers(from, count).map(idOf)],
  );
  return { rows, transactions: new Set(rows.map(({ xid }) => xid)).size };
}

test('lets requests that wait at the same time ride in one transaction', async () => {
  const answers = await together(101, () => numbers(111, 10).map((number) => mark(number)));
  assert.equal(
    answers.map(({ status, json }) => [status, json['mark_id']]),
    numbers(111, 10).map((number) => [200, idOf(number)]),
  );
  const { rows, transactions } = await written(111, 10);
  assert.is(transactions, 1);
  const ids = answers.map(({ headers }) => headers.get('request-id'));
  assert.equal(
    rows.map(({ trace }) => trace),
    ids,
  );
});

test('takes no more into one than the tag says', async () => {
  await together(201, () => numbers(211, 11).map((number) => mark(number)));
  assert.is((await written(211, 11)).transactions, 2);
});

test('answers each by itself: refusals, repetitions, the same id twice', async () => {
  await mark(320);
  const answers = await together(301, () => [
    mark(311),
    mark(312, { quantity: '501' }),
    mark(320),
    mark(311),
  ]);
  const told = answers.map(({ status, json }) => [status, json['code'], json['replayed']]);
  assert.equal(told[1], [422, 'AP303', undefined]);
  assert.equal(told[2], [200, undefined, true]);
  const twice = [told[0], told[3]].map((each) => each?.[2]);
  assert.equal(twice.toSorted(), [false, true]);
  assert.is((await written(311, 1)).transactions, 1);
});

test('asks each alone when one of them ends the statement', async () => {
  const answers = await together(401, () => [mark(411), mark(412, { note: 'broken' }), mark(413)]);
  assert.equal(
    answers.map(({ status, json }) => [status, json['code']]),
    [
      [200, undefined],
      [404, 'AP101'],
      [200, undefined],
    ],
  );
  assert.is((await written(411, 3)).rows.length, 2);
});

/** Sends a mark that its client does not wait for once `leave` is called. */
function leaving(number: number) {
  const controller = new AbortController();
  const sent = mark(number, { note: 'slow' }, { signal: controller.signal });
  const end = sent.then(
    () => 'answered',
    () => 'left',
  );
  return { sent, end, leave: () => controller.abort() };
}

test('goes on while one client waits, and is cancelled when none does', async () => {
  await trial.database.admin.task(async (task) => {
    await task.any('select pg_advisory_lock($1)', [SLOW]);
    const all: ReturnType<typeof leaving>[] = [];
    const sees = (isSo: () => Promise<boolean>) =>
      until(
        isSo,
        all.map(({ sent }) => sent),
      );
    const send = (number: number) => {
      const one = leaving(number);
      all.push(one);
      return one;
    };
    try {
      const held = [send(501)];
      await sees(() => isHeld(1));
      held.push(send(502));
      await sees(() => isHeld(2));
      const [first, second, third] = [send(511), send(512), send(513)];
      await sees(() => isQueued(3));
      third.leave();
      await sees(() => isQueued(2));
      for (const { leave } of held) leave();
      await sees(() => isHeld(1)); // a batch of two has taken their place
      first.leave();
      assert.is(await first.end, 'left');
      await sees(() => isQueued(0));
      await sees(() => isHeld(1));
      second.leave();
      await sees(() => isHeld(0));
    } finally {
      await task.any('select pg_advisory_unlock($1)', [SLOW]);
    }
    await Promise.all(all.map(({ end }) => end));
  });
  assert.is((await written(501, 13)).rows.length, 0);
});

test.run();
