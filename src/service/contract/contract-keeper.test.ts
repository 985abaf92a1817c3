import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ask, openTrialService, type TrialService } from '../trial-service.ts';

const test = suite('ContractKeeper');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial.close());

/** Migrates: runs the statements and says so, as the callback of a migration does. */
async function migrate(sql: string): Promise<string> {
  const next = trial.service.nextContract();
  await trial.database.admin.none(`${sql}; notify procwright_contract`);
  return next;
}

const routine = (name: string, result: string) => `
drop function if exists app.${name};
create function app.${name}() returns table (${result}) language sql stable
as $$ select null, null $$;
comment on function app.${name} is 'Answer.
@http    GET /v1/${name}
@public
@timeout 1s
@single'`;

/** Asks without a pause until `body` has ended; gives the statuses of all answers. */
async function asking(path: string, body: () => Promise<unknown>): Promise<readonly number[]> {
  const statuses: number[] = [];
  let isOver = false;
  const askers = [1, 2, 3].map(async () => {
    while (!isOver) statuses.push((await ask(trial.service, path, { key: null })).status);
  });
  await body();
  isOver = true;
  await Promise.all(askers);
  return statuses;
}

test('serves a new routine without a failed request', async () => {
  assert.is((await ask(trial.service, '/v1/fresh')).status, 404);
  const before = trial.service.contractHash;
  const statuses = await asking('/v1/hello', () => migrate(routine('fresh', 'a text, b text')));
  assert.ok(statuses.length > 3);
  assert.equal([...new Set(statuses)], [200]);
  const { status, json } = await ask(trial.service, '/v1/fresh');
  assert.equal([status, json], [200, { a: null, b: null }]);
  assert.is.not(trial.service.contractHash, before);
  assert.match((await ask(trial.service, '/openapi.json')).text, '/v1/fresh');
});

test('serves a routine with another result on connections that knew the old one', async () => {
  await migrate(routine('fresh', 'a text, c text'));
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => ask(trial.service, '/v1/fresh')),
  );
  assert.equal([...new Set(answers.map(({ text }) => text))], ['{"a":null,"c":null}']);
});

test('never sends new columns under old names, before it has read the new contract', async () => {
  await trial.database.admin.none(routine('fresh', 'c text, a text'));
  const seen = trial.service.nextContract();
  const answers = await Promise.all(
    Array.from({ length: 16 }, () => ask(trial.service, '/v1/fresh')),
  );
  for (const { status, text } of answers) {
    assert.ok(status === 503 || text === '{"c":null,"a":null}', text);
  }
  await seen;
  assert.is((await ask(trial.service, '/v1/fresh')).text, '{"c":null,"a":null}');
});

test('keeps the old contract when the new one is bad, and says that it is stale', async () => {
  const before = trial.service.contractHash;
  const bad = `create function app.bad() returns integer language sql return 1;
    comment on function app.bad is 'Open.\n@http GET /v1/bad\n@timeout 1s'`;
  await migrate(bad);
  assert.is(trial.service.contractHash, before);
  assert.is((await ask(trial.service, '/v1/hello')).status, 200);
  assert.is((await ask(trial.service, '/v1/bad')).status, 404);
  const ready = await ask(trial.service, '/readyz');
  assert.equal([ready.status, ready.json['stale']], [200, true]);
  assert.match(ready.text, 'app.bad(): There is no @scope or @public.');

  await migrate('drop function app.bad()');
  assert.is((await ask(trial.service, '/readyz')).json['stale'], false);
});

test('loses no notice that comes while it reads', async () => {
  await Promise.all([1, 2, 3, 4].map((n) => migrate(routine(`fresh_${n}`, 'a text, b text'))));
  for (const n of [1, 2, 3, 4]) {
    assert.is((await ask(trial.service, `/v1/fresh_${n}`)).status, 200);
  }
});

test('reads the contract anew after its listener was lost', async () => {
  const { admin } = trial.database;
  const seen = trial.service.nextContract();
  const cut = await admin.any(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query = 'listen procwright_contract'`);
  assert.is(cut.length, 1);
  await admin.none(routine('unheard', 'a text, b text')); // nobody listens, and nobody is told
  await seen;
  assert.is((await ask(trial.service, '/v1/unheard')).status, 200);
  await migrate(routine('heard', 'a text, b text'));
  assert.is((await ask(trial.service, '/v1/heard')).status, 200);
});

test.run();
