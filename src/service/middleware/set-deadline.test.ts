import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';
import { readWait } from './set-deadline.ts';

const test = suite('setDeadline');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

for (const [field, waitMs] of [
  ['wait=2', 2_000],
  ['wait=0.25', 250],
  ['respond-async, wait=10', 10_000],
  ['Wait = "3" ; x=y, return=minimal', 3_000],
  ['wait=1, wait=5', 1_000],
  ['wait', undefined],
  ['wait=0', undefined],
  ['wait=-1', undefined],
  ['wait=1e3', undefined],
  ['wait=soon', undefined],
  ['await=2', undefined],
  ['wait=9999999', undefined],
  ['wait="2', undefined],
  ['', undefined],
] as const) {
  test(`reads ${field === '' ? 'nothing' : field}`, () => {
    assert.is(readWait(field), waitMs);
  });
}

const asking = (path: string, prefer?: string) =>
  ask(trial.service, path, prefer === undefined ? {} : { headers: { Prefer: prefer } });

test('a client lowers the deadline, and its statement is cancelled then', async () => {
  const { status, json, headers } = await asking('/v1/lingers/79', 'wait=10'); // the lock is free
  assert.is(status, 200);
  assert.is(headers.get('preference-applied'), 'wait=10');
  assert.is(json['linger'], 'done');
  await trial.database.admin.task(async (task) => {
    await task.any('select pg_advisory_lock(79)');
    const late = await asking('/v1/lingers/79', 'wait=0.2');
    assert.equal([late.status, late.json['code']], [504, 'too-slow']);
    assert.is(late.headers.get('preference-applied'), 'wait=0.2');
    await task.any('select pg_advisory_unlock(79)');
  });
});

test('a client never raises it', async () => {
  const { status, headers } = await asking('/v1/waits/20', 'wait=60');
  assert.is(status, 504);
  assert.is(headers.get('preference-applied'), null);
});

test.run();
