import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { readCatalog } from './read-catalog.ts';

const test = suite('findBatchFaults');
let database: TrialDatabase;

test.before(async () => {
  database = await openTrialDatabase();
});
test.after(() => database?.close()); // none when before failed

const SOUND = `
create domain app.quantity as bigint;
create function app.put(
    p_box_id uuid, p_item_id uuid, p_quantity app.quantity, p_tags text[] default null,
    p_actor text default null
)
returns table (item_id uuid, quantity app.quantity)
language sql as $$ select p_item_id, p_quantity $$;
comment on function app.put is 'Put.
@http POST /v1/items
@public
@idempotent item_id
@timeout 2s
@batch app.put_many 100';
create function app.put_many(
    p_box_id uuid, p_item_id uuid[], p_quantity app.quantity[], p_tags text[], p_actor text[]
)
returns table (place integer, item_id uuid, quantity app.quantity)
language sql as $$ select 1, p_item_id[1], p_quantity[1] $$;
comment on function app.put_many is 'Put many.';`;

/** The faults of these two routines, with some pieces put in the place of others. */
async function faultsOf(...changes: readonly (readonly [string, string])[]) {
  const ddl = changes.reduce((text, [from, to]) => text.replace(from, to), SOUND);
  const done = new Error('roll back');
  let faults: readonly string[] = [];
  await database.admin
    .tx(async (tx) => {
      await tx.none(`create schema app; ${ddl}`);
      const result = await readCatalog(tx, { schema: 'app' });
      const found = result.ok ? [] : result.faults;
      assert.ok(found.every(({ kind }) => kind === 'batch-unfit'));
      faults = found.map(({ message }) => message);
      throw done;
    })
    .catch((error: unknown) => {
      if (error !== done) throw error;
    });
  return faults;
}

test('finds none where each argument is a list of its kind, or one value for all', async () => {
  assert.equal(await faultsOf(), []);
});

const COLUMNS = '(place integer, item_id uuid, quantity app.quantity)';
const BODY = 'select 1, p_item_id[1], p_quantity[1]';

for (const [name, changes, message] of [
  ['no such routine', [['app.put_many 100', 'app.put_all 100']], 'no routine app.put_all'],
  ['an argument too few', [[', p_tags text[], p_actor', ', p_actor']], 'does not take p_tags'],
  ['one too many', [['uuid[], p_quantity', 'uuid[], p_x text, p_quantity']], 'takes p_x'],
  ['another type', [['app.quantity[], p', 'bigint[], p']], 'not a list of app.quantity'],
  ['one actor for all', [['p_actor text[]', 'p_actor text']], 'p_actor of put_many'],
  [
    'a default that is lost',
    [['p_tags text[] default null', `p_tags text[] default '{}'`]],
    `'{}'`,
  ],
  [
    'no place',
    [
      [COLUMNS, COLUMNS.replace('place integer, ', '')],
      [BODY, BODY.replace('1, ', '')],
    ],
    'it should return place',
  ],
  [
    'another column',
    [
      [COLUMNS, COLUMNS.replace('uuid', 'text')],
      [BODY, BODY.replace('p_item_id[1]', 'null::text')],
    ],
    'item_id pg_catalog.uuid',
  ],
  [
    'one row',
    [
      [`table ${COLUMNS}`, 'app.quantity'],
      [BODY, 'select p_quantity[1]'],
    ],
    'does not return rows',
  ],
  ['a kept answer', [['@idempotent item_id', '@idempotent header']], '@idempotent header'],
] as const) {
  test(`finds ${name}`, async () => {
    const faults = await faultsOf(...changes);
    assert.is(faults.length > 0, true);
    assert.match(faults.join('\n'), message);
  });
}

test('finds lists that are none', async () => {
  const faults = await faultsOf(
    ['p_item_id uuid[], p_quantity app.quantity[]', 'p_item_id uuid, p_quantity app.quantity'],
    ['p_actor text default null', 'p_unit text default null'],
    ['p_actor text[]', 'p_unit text'],
    ['p_item_id[1], p_quantity[1]', 'p_item_id, p_quantity'],
  );
  assert.equal(faults, ['@batch: put_many takes no list.']);
});

test('finds a reader whose batch writes', async () => {
  const faults = await faultsOf(
    ['POST', 'GET'],
    ['@idempotent item_id\n', ''],
    ['language sql as', 'language sql stable as'],
    ['p_tags text[] default null,', ''],
    [', p_tags text[]', ''],
  );
  assert.equal(faults, ['@batch: put_many writes, and a GET must not.']);
});

test.run();
