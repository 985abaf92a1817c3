import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openKeys } from './keys.ts';
import { type Lane, openLane } from '../lane/lane.ts';
import { KEYS } from '../trial/trial-schema.ts';
import { openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('openKeys');
let trial: TrialService;
let lane: Lane;
let asked = 0;

test.before(async () => {
  trial = await openTrialService();
  const { url, password } = trial.operator;
  lane = openLane({ url, password, name: 'keys', places: 1, seats: 100 });
});
test.before.each(() => {
  asked = 0;
});
test.after(async () => {
  await lane?.close(); // neither is there when before failed
  await trial?.close();
});

/** The lane, with its questions counted, and a clock that stands where it is put. */
function open() {
  const clock = { now: 0 };
  const ask: Lane['ask'] = (question) => {
    asked++;
    return lane.ask(question);
  };
  return { clock, find: openKeys({ ask }, () => clock.now).find };
}

test('finds who a key belongs to, and what it may do', async () => {
  const { find } = open();
  const caller = await find(KEYS.reader.token);
  assert.equal([caller?.actor, [...(caller?.scopes ?? [])]], ['alice', ['item:read']]);
});

test('asks the database once in five seconds, for a wrong key as well', async () => {
  const { clock, find } = open();
  const wrong = `pw_${'d'.repeat(12)}_${'d'.repeat(43)}`;
  for (const token of [wrong, KEYS.bob.token]) {
    asked = 0;
    await Promise.all([find(token), find(token), find(token)]);
    clock.now += 4_999;
    await find(token);
    assert.is(asked, 1);
    clock.now += 1;
    await find(token);
    assert.is(asked, 2);
  }
  assert.is(await find(wrong), null);
});

test('knows a revoked key no longer than five seconds', async () => {
  const { clock, find } = open();
  const { admin } = trial.database;
  assert.ok(await find(KEYS.bob.token));
  await admin.none("delete from procwright.api_key where actor = 'bob'");
  clock.now += 5_000;
  assert.is(await find(KEYS.bob.token), null);
});

test('does not ask about what has not the form of a key', async () => {
  const { find } = open();
  for (const token of ['', 'x', `${KEYS.alice.token}a`, KEYS.alice.token.toUpperCase()]) {
    assert.is(await find(token), null);
  }
  assert.is(asked, 0);
});

test('keeps no failure: the next request asks again', async () => {
  const { find } = open();
  await trial.database.admin.none('alter function procwright.find_key rename to lost_key');
  const failed = await find(KEYS.alice.token).then(
    () => false,
    () => true,
  );
  await trial.database.admin.none('alter function procwright.lost_key rename to find_key');
  assert.is(failed, true);
  assert.is((await find(KEYS.alice.token))?.actor, 'alice');
});

test.run();
