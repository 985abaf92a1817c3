import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { readCatalog } from './read-catalog.ts';
import { bottomOf, type Catalog } from './routine.ts';

const test = suite('readCatalog');
let database: TrialDatabase;

test.before(async () => {
  database = await openTrialDatabase();
});
test.after(() => database?.close()); // none when before failed

type Reading = Awaited<ReturnType<typeof readCatalog>>;

/** Reads a schema `app` of these statements, which is gone afterwards, whatever happens. */
async function read(ddl: string): Promise<Reading> {
  const done = new Error('roll back');
  let reading: Reading | undefined;
  await database.admin
    .tx(async (tx) => {
      await tx.none(`create schema app; ${ddl}`);
      reading = await readCatalog(tx, {
        schema: 'app',
        roles: ['procwright', 'nobody_of_this_name'],
      });
      throw done;
    })
    .catch((error: unknown) => {
      if (error !== done) throw error;
    });
  assert.ok(reading);
  return reading;
}

async function catalogOf(ddl: string): Promise<Catalog> {
  const reading = await read(ddl);
  assert.equal(reading.ok ? [] : reading.faults, []);
  assert.ok(reading.ok);
  return reading.value;
}

const SOUND = `
create domain app.quantity as bigint constraint quantity_is_positive check (value > 0);
create function app.post_item(
    p_item_id uuid, p_quantity app.quantity, p_note text default null,
    p_actor text default null, p_trace text default null
)
returns table (item_id uuid, replayed boolean)
language sql begin atomic select p_item_id, false; end;
comment on function app.post_item is $contract$
Put an item away.
@http       POST /v1/items
@scope      item:write
@idempotent item_id
@timeout    2s
$contract$;`;

/** Two routes that read, the second with some pieces put in the place of others. */
const reading = (name: string, path: string, rest = '') => `
create function app.${name}(p_id uuid) returns table (id uuid)
language sql stable begin atomic select p_id; end;
comment on function app.${name} is 'Read.
@http    GET ${path}
@scope   item:read
@timeout 1s${rest}';`;

test('reads a routine with its types and its contract', async () => {
  const { routines, types } = await catalogOf(SOUND);
  const [routine] = routines;
  assert.ok(routine);
  assert.is(routine.name, 'post_item');
  assert.is(routine.volatility, 'volatile');
  assert.is(routine.returnsSet, true);
  assert.is(routine.contract.route?.path, '/v1/items');
  assert.equal(routine.columns, [
    { name: 'item_id', type: 'pg_catalog.uuid' },
    { name: 'replayed', type: 'pg_catalog.bool' },
  ]);
  assert.equal(types['app.quantity']?.checks, [
    { name: 'quantity_is_positive', definition: 'CHECK ((VALUE > 0))' },
  ]);
  assert.is(types['app.quantity']?.base, 'pg_catalog.int8');
});

test('parts what the service fills from what a client gives', async () => {
  const { routines } = await catalogOf(SOUND);
  const { args = [], context = [] } = routines[0] ?? {};
  assert.equal(
    args.map(({ name, defaultSql }) => [name, defaultSql]),
    [
      ['p_item_id', null],
      ['p_quantity', null],
      ['p_note', 'NULL::text'],
    ],
  );
  assert.equal(
    context.map(({ name }) => name),
    ['p_actor', 'p_trace'],
  );
});

test('names who may call, and leaves out a role that is not there', async () => {
  const { routines } = await catalogOf(SOUND);
  assert.equal(routines[0]?.callers, ['procwright']);
});

test('follows a domain over a domain, an array and a composite', async () => {
  const { types } = await catalogOf(`
    create domain app.percent as integer check (value >= 0);
    create domain app.share as app.percent check (value <= 100);
    create type app.part as (share app.share, tags text[]);
    ${reading('halve', '/v1/half')
      .replaceAll('p_id uuid', 'p_id uuid, p_parts app.part[]')
      .replace('GET', 'POST')
      .replace('@timeout', '@idempotent id\n@timeout')
      .replace('stable', '')}`);
  assert.is(types['app._part']?.element, 'app.part');
  assert.equal(types['app.part']?.fields[0], { name: 'share', type: 'app.share' });
  assert.is(types['app.share']?.base, 'app.percent');
  assert.is(bottomOf(types, 'app.share').name, 'int4');
});

for (const [returns, body, columns] of [
  ['table (a integer)', 'select 1', [['a', 'pg_catalog.int4']]],
  ['integer', 'select 1', [['bare', 'pg_catalog.int4']]],
  ['void', 'select null::void', []],
  [
    'app.pair',
    'select row(1, 2)::app.pair',
    [
      ['x', 'pg_catalog.int4'],
      ['y', 'pg_catalog.int4'],
    ],
  ],
] as const) {
  test(`knows the columns of what returns ${returns}`, async () => {
    const { routines } = await catalogOf(`
      create type app.pair as (x integer, y integer);
      create function app.bare() returns ${returns} language sql as $$ ${body} $$;
      comment on function app.bare is 'Answer.';`);
    assert.equal(
      routines[0]?.columns.map(({ name, type }) => [name, type]),
      columns,
    );
  });
}

/** A routine that needs only the clauses that vary. */
const varied = (args: string, clauses: string, tags = '@http GET /v1/x\n@scope x:read') => `
create function app.x(${args}) returns table (id uuid) language sql ${clauses}
as $$ select null::uuid $$;
comment on function app.x is 'Do it.
${tags}
@timeout 1s';`;

const KEPT_POST = '@http POST /v1/x\n@public\n@idempotent header\n@cache 5s\n@etag id';

for (const [name, ddl, kind, message] of [
  [
    'no comment',
    'create function app.x() returns int language sql return 1',
    'no-summary',
    'no first',
  ],
  [
    'an unknown tag',
    varied('', 'stable', '@http GET /v1/x\n@scop x:y\n@public'),
    'unknown-tag',
    '@scop.',
  ],
  ['no @scope', varied('', 'stable', '@http GET /v1/x'), 'missing-tag', '@scope or @public'],
  [
    'a path without its argument',
    varied('', 'stable', '@http GET /v1/{id}\n@public'),
    'unknown-argument',
    'p_id',
  ],
  [
    'an overload',
    reading('get', '/v1/a') +
      'create function app.get() returns int language sql return 1;' +
      `comment on function app.get() is 'Count.';`,
    'overload',
    'the same name',
  ],
  ['an argument without a name', varied('uuid', 'stable'), 'argument-unnamed', 'no name'],
  ['an argument without p_', varied('id uuid', 'stable'), 'argument-unbound', 'begin with p_'],
  [
    'a variadic argument',
    varied('variadic p_ids uuid[]', 'stable'),
    'argument-unbound',
    'take an array',
  ],
  ['an object in a query', varied('p_free jsonb', 'stable'), 'argument-unbound', 'is an object'],
  [
    'a condition of what reads',
    varied('p_if_version text', 'stable'),
    'argument-unbound',
    'for what',
  ],
  ['a GET that may write', varied('', 'volatile'), 'method-writes', 'must not write'],
  [
    'a definer without a path',
    varied('', 'stable security definer'),
    'definer-without-path',
    'set search_path',
  ],
  [
    'a list of one version',
    varied('', 'stable', '@http GET /v1/x\n@public\n@etag id'),
    'tag-misplaced',
    'no version',
  ],
  [
    'a page that has a size twice',
    varied(
      'p_id uuid default null, p_limit int default 1',
      'stable',
      '@http GET /v1/x\n@public\n@page id id\n@most 5',
    ),
    'tag-misplaced',
    'without @page',
  ],
  ['a kept POST', varied('', 'volatile', KEPT_POST), 'tag-misplaced', 'leave @cache out'],
  ['a tagged POST', varied('', 'volatile', KEPT_POST), 'tag-misplaced', 'leave @etag out'],
  [
    'one policy of two sizes',
    reading('a', '/v1/a', '\n@rate reads 5/60s') + reading('b', '/v1/b', '\n@rate reads 6/60s'),
    'rate-contradicts',
    'reads as 5/60s',
  ],
  ['a page without a size', reading('list', '/v1/l', '\n@page id id'), 'page-unbounded', 'p_limit'],
  [
    'a class 3 that has no column',
    reading('get', '/v1/a', '\n@error AP301 Never.'),
    'unknown-column',
    'refusal',
  ],
  [
    'two routes that meet',
    reading('a', '/v1/a') + reading('b', '/v1/a'),
    'route-taken',
    'app.a(p_id uuid)',
  ],
  [
    'one path with two names',
    reading('a', '/v1/{id}') +
      reading('b', '/v1/{no}')
        .replaceAll('p_id', 'p_no')
        .replace('GET', 'POST')
        .replace('@timeout', '@idempotent no\n@timeout'),
    'route-taken',
    '/v1/{id}',
  ],
  [
    'a procedure',
    `create procedure app.x(p_id uuid) language sql as '';
    comment on procedure app.x is 'Do.\n@http POST /v1/x\n@public\n@idempotent id\n@timeout 1s'`,
    'procedure',
    'functions only',
  ],
] as const) {
  test(`faults ${name}, and names the routine`, async () => {
    const result = await read(ddl);
    const faults = result.ok ? [] : result.faults.filter((fault) => fault.kind === kind);
    assert.is(faults.length > 0, true, JSON.stringify(result.ok ? 'no fault' : result.faults));
    assert.match(faults.map((fault) => fault.message).join('\n'), message);
    assert.match(faults[0]?.routine ?? '', /^app\.\w+\(/);
  });
}

test('finds no fault in what is sound', async () => {
  await catalogOf(SOUND + reading('get_item', '/v1/items/{id}'));
});

test.run();
