import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { workersFor } from './workers-for.ts';

const test = suite('workersFor');
let database: TrialDatabase;
let login: string;

test.before(async () => {
  database = await openTrialDatabase();
  login = `${database.name}_lane`;
  await database.admin.none('create role $1:name login connection limit 50', [login]);
});
test.after(async () => {
  await database?.admin.none('drop role $1:name', [login]); // none when before failed
  await database?.close();
});

/** With one login for all lanes, a process takes 9 + 9 + 6 connections. */
function count(wanted: number | undefined, cores = 64): Promise<number> {
  const target = { url: database.urlOf(login) };
  const lanes = { read: target, write: target, ops: target };
  return workersFor(database.admin, { count: wanted, cores, options: { lanes } });
}

test('takes one a core, where there is room', async () => {
  assert.is(await count(undefined, 1), 1);
  assert.is(await count(undefined, 2), 2);
});

test('takes no more than the connections allow', async () => {
  assert.is(await count(undefined, 64), 2);
  assert.is(await count(2), 2);
});

test('refuses more than there is room for, and says whose limit it is', async () => {
  const error = await count(3).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, CommandFault);
  assert.match(String(error), `3 processes would take 72 of the 50 of the login ${login}`);
});

test('refuses even one, where that has no room', async () => {
  await database.admin.none('alter role $1:name connection limit 20', [login]);
  await count(undefined).then(
    () => assert.unreachable(),
    (error: unknown) => assert.match(String(error), '1 process would take 24 of the 20'),
  );
});

test.run();
