import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { sqlState } from '../../db/sqlstate.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { databaseProblem } from '../answer/database-problem.ts';
import { type Lane, openLane } from './lane.ts';
import { Leaving } from './leave-signal.ts';

const test = suite('StandbyFound');
let database: TrialDatabase;
let lane: Lane;

test.before(async () => {
  database = await openTrialDatabase();
  await database.admin.none('create table note (words text)');
  lane = openLane({ ...database.target, name: 'write', places: 2, seats: 2 });
});
test.after(async () => {
  await lane?.close(); // none when before failed
  await database?.close();
});

/** Sessions that begin now take no writes, as those of a standby. */
async function isStandby(is: boolean): Promise<void> {
  const value = is ? 'on' : 'off';
  await database.admin.none(
    `alter database ${database.name} set default_transaction_read_only = ${value}`,
  );
}

function ask(text: string, writes: boolean): Promise<unknown> {
  return lane
    .ask({
      text,
      values: [],
      deadline: performance.now() + 20_000,
      signal: new Leaving(),
      mayRepeat: true,
      writes,
    })
    .then(
      () => 'answered',
      (error: unknown) => error,
    );
}

const WRITE = `insert into note values ('x')`;

test('a lane that writes leaves the standby that it meets, and asks again', async () => {
  await isStandby(true);
  const both = ['', ''].map(() => ask('select pg_sleep(0.1)', false)); // opens two sessions
  assert.equal(await Promise.all(both), ['answered', 'answered']);
  await isStandby(false);
  assert.is(await ask(WRITE, true), 'answered');
  assert.is(await ask(WRITE, true), 'answered');
});

test('says that the database is away while there is no other server', async () => {
  await isStandby(true);
  const other = openLane({ ...database.target, name: 'write', places: 1, seats: 1 });
  const before = lane;
  lane = other;
  const error = await ask(WRITE, true);
  lane = before;
  await other.close();
  await isStandby(false);
  assert.is(sqlState(error), '57P03');
  const { status, code } = databaseProblem(error);
  assert.equal([status, code], [503, 'database-away']);
});

test('a lane that only reads has met a routine that writes', async () => {
  await ask('select 1', false);
  const error = await ask('set transaction read only; insert into note values (1)', false);
  assert.is(sqlState(error), '25006');
});

test.run();
