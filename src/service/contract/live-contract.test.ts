import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Route } from '../../catalog/contract.ts';
import { readCatalog } from '../../catalog/read-catalog.ts';
import type { Catalog, Routine } from '../../catalog/routine.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { makeTrialSchema } from '../trial/trial-schema.ts';
import type { LaneFacts } from './find-service-faults.ts';
import { makeLive } from './live-contract.ts';
import { openEndpointServer } from './serve-endpoints.ts';

const test = suite('makeLive');
const LOGINS = { read: 'procwright', write: 'procwright' };
let database: TrialDatabase;
let catalog: Catalog;

test.before(async () => {
  database = await openTrialDatabase();
  await makeTrialSchema(database.admin);
  const result = await readCatalog(database.admin, { schema: 'app', roles: ['procwright'] });
  assert.ok(result.ok);
  catalog = result.value;
});
const FACTS = { logins: LOGINS, title: 'trial', keepsAnswers: true };

test.after(() => database?.close()); // none when before failed

/** The faults of the catalog with one routine changed. */
async function faultsWith(
  name: string,
  change: (routine: Routine) => Partial<Routine>,
  facts: Partial<LaneFacts> = {},
) {
  const routines = catalog.routines.map((routine) =>
    routine.name === name ? { ...routine, ...change(routine) } : routine,
  );
  const changed = { ...catalog, routines };
  const served = await openEndpointServer()(changed, new Map());
  const result = makeLive(changed, { ...FACTS, ...facts, served });
  return result.ok ? [] : result.faults.map(({ kind, routine }) => `${kind} ${routine}`);
}

const withRoute = (change: Partial<Route>) => (routine: Routine) => {
  const { contract } = routine;
  return { contract: { ...contract, route: contract.route && { ...contract.route, ...change } } };
};

test('makes a sound catalog ready', async () => {
  assert.equal(await faultsWith('hello', () => ({})), []);
});

for (const [name, change, kind] of [
  ['a routine that no lane may call', () => ({ callers: [] }), 'not-callable'],
  ['a path of its own pages', withRoute({ path: '/docs/x' }), 'route-taken'],
  ['a key on a route for everybody', withRoute({ idempotentBy: 'header' }), 'tag-not-served'],
] as const) {
  test(`refuses ${name}`, async () => {
    assert.match((await faultsWith('hello', change)).join('\n'), `${kind} app.hello(`);
  });
}

test('keeps answers where the lane may, for a POST of one who is known, alone', async () => {
  const keyed = { idempotentBy: 'header' };
  const batch = { routine: 'app.post_items', mostItems: 10 };
  assert.equal(await faultsWith('post_item', withRoute(keyed)), []);
  const fault = /^tag-not-served app\.\w+\(/;
  for (const found of [
    await faultsWith('post_item', withRoute(keyed), { keepsAnswers: false }),
    await faultsWith('post_item', withRoute({ ...keyed, batch })),
    await faultsWith('get_item', withRoute(keyed)),
  ]) {
    assert.is(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', fault);
  }
});

test('refuses a list whose pages may be of any size', async () => {
  const faults = await faultsWith('list_items', ({ args }) => ({
    args: args.map((arg) => (arg.name === 'p_limit' ? { ...arg, type: 'pg_catalog.int4' } : arg)),
  }));
  assert.match(faults.join('\n'), 'page-unbounded app.list_items(');
});

test('compiles anew what changed, and keeps the rest', async () => {
  const serve = openEndpointServer();
  const first = await serve(catalog, new Map());
  const routines = catalog.routines.map((one) =>
    one.name === 'hello' ? { ...one, callers: ['somebody'] } : one,
  );
  const second = await serve({ ...catalog, routines }, new Map());
  const made = second.filter((one, i) => one !== first[i]);
  assert.equal(
    made.map(({ endpoint }) => endpoint.routine.name),
    ['hello'],
  );
  const oids = new Map([['app.quantity', 20]]);
  const third = await serve({ ...catalog, routines }, oids);
  const other = third.filter((one, i) => one !== second[i]);
  assert.ok(other.length > 0);
  assert.ok(other.every(({ columnOids }) => columnOids.includes(20)));
});

test('refuses a list that nothing bounds, and takes one that says its size', async () => {
  const bare = (most: number | null) => faultsWith('wait', withRoute({ most }));
  assert.match((await bare(null)).join('\n'), 'list-unbounded app.wait(');
  assert.match((await bare(10_001)).join('\n'), 'list-unbounded app.wait(');
  assert.equal(await bare(10_000), []);
});

test.run();
