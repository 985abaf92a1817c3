import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openLog } from '../../logger.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';
import type { LiveContract } from './live-contract.ts';
import { ContractKeeper } from './contract-keeper.ts';

const test = suite('ContractKeeper');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

/** Migrates: runs the statements and says so, as the callback of a migration does. */
const migrate = (sql: string) => trial.database.admin.none(`${sql}; notify procwright_contract`);

/** Resolves when the service has read a contract that fits; awaits its readings, not a time. */
async function reading(fits: () => Promise<boolean>): Promise<void> {
  for (;;) {
    const next = trial.service.nextContract();
    if (await fits()) return;
    await next;
  }
}

/** Resolves when a path is served. */
const serving = (path: string) =>
  reading(async () => (await ask(trial.service, path)).status !== 404);

/** A routine whose columns hold their own names. */
const routine = (name: string, result: string) => `
drop function if exists app.${name};
create function app.${name}() returns table (${result}) language sql stable
as $$ select ${result.replace(/(\w+) text/g, "'$1'")} $$;
comment on function app.${name} is 'Answer.
@http    GET /v1/${name}
@public
@timeout 1s
@single'`;

/** Asks without a pause until `body` has ended, and at least 30 times; gives all statuses. */
async function asking(path: string, body: () => Promise<unknown>): Promise<readonly number[]> {
  const statuses: number[] = [];
  let isOver = false;
  const askers = [1, 2, 3].map(async () => {
    while (!isOver || statuses.length < 30) {
      statuses.push((await ask(trial.service, path, { key: null })).status);
    }
  });
  await body();
  isOver = true;
  await Promise.all(askers);
  return statuses;
}

test('serves a new routine without a failed request', async () => {
  assert.is((await ask(trial.service, '/v1/fresh')).status, 404);
  const before = trial.service.contractHash;
  const statuses = await asking('/v1/hello', async () => {
    await migrate(routine('fresh', 'a text, b text'));
    await serving('/v1/fresh');
  });
  assert.equal([...new Set(statuses)], [200]);
  const { status, json } = await ask(trial.service, '/v1/fresh');
  assert.equal([status, json], [200, { a: 'a', b: 'b' }]);
  assert.is.not(trial.service.contractHash, before);
  assert.match((await ask(trial.service, '/openapi.json')).text, '/v1/fresh');
});

/** Asks on every connection of the lane; gives what came, each answer once. */
async function askWidely(path: string): Promise<readonly string[]> {
  const answers = await Promise.all(Array.from({ length: 24 }, () => ask(trial.service, path)));
  return [...new Set(answers.map(({ status, text }) => (status === 200 ? text : String(status))))];
}

test('serves a routine with another result on connections that knew the old one', async () => {
  assert.equal(await askWidely('/v1/fresh'), ['{"a":"a","b":"b"}']);
  const before = trial.service.contractHash;
  await migrate(routine('fresh', 'a text, c text'));
  await reading(() => Promise.resolve(trial.service.contractHash !== before));
  assert.equal(await askWidely('/v1/fresh'), ['{"a":"a","c":"c"}']);
});

test('sends no column under the name of another, before it has read the new contract', async () => {
  await trial.database.admin.none(routine('fresh', 'c text, a text')); // nobody is told
  await trial.database.admin.any(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'procwright read'`);
  assert.equal(await askWidely('/v1/fresh'), ['{"a":"a","c":"c"}']);
  const next = trial.service.nextContract();
  await migrate('select');
  await next;
  await reading(async () => (await ask(trial.service, '/v1/fresh')).text === '{"c":"c","a":"a"}');
});

test('keeps the old contract when the new one is bad, and says that it is stale', async () => {
  const before = trial.service.contractHash;
  const isStale = async () => (await ask(trial.service, '/readyz')).json['stale'] === true;
  await migrate(`create function app.bad() returns integer language sql return 1;
    comment on function app.bad is 'Open.\n@http GET /v1/bad\n@timeout 1s'`);
  await reading(isStale);
  assert.is(trial.service.contractHash, before);
  assert.is((await ask(trial.service, '/v1/hello')).status, 200);
  assert.is((await ask(trial.service, '/v1/bad')).status, 404);
  const ready = await ask(trial.service, '/readyz');
  assert.is(ready.status, 200);
  assert.match(ready.text, 'app.bad(): There is no @scope or @public.');

  await migrate('drop function app.bad()');
  await reading(async () => !(await isStale()));
});

test('loses no notice that comes while it reads', async () => {
  const names = [1, 2, 3, 4].map((n) => `fresh_${n}`);
  await Promise.all(names.map((name) => migrate(routine(name, 'a text, b text'))));
  for (const name of names) await serving(`/v1/${name}`);
});

test('asked to read while it reads, it reads once more', async () => {
  let readings = 0;
  let again: Promise<void> | undefined;
  const live: LiveContract = {
    hash: '',
    since: 0,
    resources: [],
    findResource: () => undefined,
    unexposed: new Map(),
    snapshot: '',
    openApi: '',
    refusals: new Map(),
  };
  const keeper = new ContractKeeper(
    live,
    async () => {
      await Promise.resolve();
      if (++readings === 1) again = keeper.reload();
      return { ok: true, value: live };
    },
    openLog('error'),
  );
  await keeper.reload();
  await again;
  assert.is(readings, 2);
});

test('reads the contract anew after its listener was lost', async () => {
  const { admin } = trial.database;
  await admin.none(routine('unheard', 'a text, b text')); // nobody is told
  const cut = await admin.any(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query = 'listen procwright_contract'`);
  assert.is(cut.length, 1);
  await serving('/v1/unheard');
  await migrate(routine('heard', 'a text, b text'));
  await serving('/v1/heard');
});

test.run();
