import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Answer, ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('onChange');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
  await trial.database.admin.none(`
    create table app.swap (id uuid primary key)`);
  for (let pair = 0; pair < PAIRS; pair++) await replace(pair);
  await trial.database.admin.none('notify procwright_contract');
  while ((await ask(trial.service, `/v1/peek/${PAIRS - 1}`)).status === 404);
});
test.after(() => trial?.close()); // none when before failed

/** What a routine takes on top, what it gives on top, and the value of that. */
const SHAPES = [
  ['', 'worth integer', '1'],
  ['p_more text default null,', 'worth integer', '2'],
  ['p_more text default null,', 'worth text', "'three'"],
  ['', 'worth text, extra boolean', "'four', true"],
  ['p_more integer default 5,', 'extra boolean, worth numeric', 'false, 5.50'],
  ['p_other bigint default 6,', 'worth jsonb', `'{"six": 6}'::jsonb`],
] as const;

const WORTHS = [1, 2, 'three', 'four', '5.50', { six: 6 }].map((worth) => JSON.stringify(worth));

/** So many routines that read, and as many that write. */
const PAIRS = 10;

/** Replaces a routine that reads and one that writes by others of their names, untold. */
async function replace(step: number): Promise<void> {
  const pair = step % PAIRS;
  const [args = '', columns = '', values = ''] =
    SHAPES[(step + Math.floor(step / PAIRS)) % SHAPES.length] ?? [];
  await trial.database.admin.none(`
    drop function if exists app.peek_${pair};
    drop function if exists app.swap_${pair};
    create function app.peek_${pair}(${args} p_actor text default null)
    returns table (${columns}) language sql stable as $$ select ${values} $$;
    create function app.swap_${pair}(p_id uuid, ${args} p_actor text default null)
    returns table (${columns}) language plpgsql as $$ begin
        insert into app.swap values (p_id) on conflict do nothing;
        return query select ${values};
    end $$;
    alter function app.swap_${pair} security definer set search_path = pg_catalog, pg_temp;
    comment on function app.peek_${pair} is 'Look.
@http GET /v1/peek/${pair}\n@public\n@timeout 5s\n@single';
    comment on function app.swap_${pair} is 'Swap.
@http POST /v1/swaps/${pair}\n@scope trial:run\n@idempotent id
@timeout 5s\n@single';
    `);
}

const idOf = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

interface Asked extends Answer {
  readonly isPost: boolean;
}

/** Asks without a pause, by turns, until `body` has ended. */
async function asking(body: () => Promise<unknown>): Promise<readonly Asked[]> {
  const answers: Asked[] = [];
  let isOver = false;
  let posted = 0;
  const askers = [1, 2, 3, 4, 5, 6, 7, 8].map(async (asker) => {
    while (!isOver) {
      const isPost = asker % 2 === 0;
      const path = `${isPost ? '/v1/swaps' : '/v1/peek'}/${++posted % PAIRS}`;
      const body = { id: idOf(posted) };
      answers.push({ ...(await ask(trial.service, path, isPost ? { body } : {})), isPost });
    }
  });
  await body().finally(() => (isOver = true));
  await Promise.all(askers);
  return answers;
}

test('fails no request while 100 routines are replaced, and has each effect once', async () => {
  const answers = await asking(async () => {
    for (let step = PAIRS; step < PAIRS + 50; step++) {
      await replace(step);
      if (step % 7 === 0) await trial.database.admin.none('notify procwright_contract');
    }
  });
  const failed = answers.filter(({ status }) => status !== 200).map(({ text }) => text);
  assert.equal(failed, []);
  const worths = answers.map(({ json }) => JSON.stringify(json['worth']));
  assert.equal(
    [...new Set(worths)].filter((worth) => !WORTHS.includes(worth)),
    [],
  );
  assert.ok(new Set(worths).size > 3, `of ${answers.length}: ${[...new Set(worths)].join(' ')}`);
  const { n } = await trial.database.admin.one<{ n: number }>(
    'select count(*)::integer as n from app.swap',
  );
  assert.is(n, answers.filter(({ isPost }) => isPost).length);
});

test('judges the request by the contract that is read anew', async () => {
  const { admin } = trial.database;
  await ask(trial.service, '/v1/peek/0');
  await admin.none(`drop function app.peek_0;
    create function app.peek_0(p_must integer) returns text language sql stable as 'select ''x''';
    comment on function app.peek_0 is 'Look.
@http GET /v1/peek/0\n@public\n@timeout 5s\n@single'`);
  const { status, json } = await ask(trial.service, '/v1/peek/0');
  assert.equal([status, json['code']], [400, 'input-invalid']);
});

test('says that the route is gone, when the routine is', async () => {
  await trial.database.admin.none('drop function app.peek_0');
  const { status, json } = await ask(trial.service, '/v1/peek/0?must=1');
  assert.equal([status, json['code']], [404, 'route-unknown']);
});

test('gives up at the deadline, when the new contract is refused', async () => {
  await trial.database.admin.none(`
    create function app.short() returns text language sql stable as 'select ''x''';
    comment on function app.short is 'Be short.
@http GET /v1/short
@public
@timeout 300ms
@single';
    notify procwright_contract`);
  while ((await ask(trial.service, '/v1/short')).status === 404);
  await trial.database.admin.none(`drop function app.short;
    create function app.short(p_new text) returns text language sql stable as 'select ''x'''`);
  const { status, json, headers } = await ask(trial.service, '/v1/short');
  assert.equal([status, json['code']], [503, 'contract-changing']);
  assert.is(headers.get('retry-after'), '1');
});

test.run();
