import { readFileSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../../catalog/read-catalog.ts';
import { type Endpoint, endpointsOf } from '../../contract/endpoint.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { Problem } from '../answer/problem.ts';
import { type Lane, openLane } from '../lane/lane.ts';
import { makeTrialSchema } from '../trial/trial-schema.ts';
import { shapeOf } from './answer-shape.ts';
import { openKeyed } from './call-keyed.ts';
import { type KeyedStatements, keyedStatements } from './keyed-statement.ts';

const test = suite('keyedStatements');
let database: TrialDatabase;
let lane: Lane;
let draw: Endpoint;
let keyed: KeyedStatements & { readonly shape: string };

test.before(async () => {
  database = await openTrialDatabase();
  const { admin } = database;
  await makeTrialSchema(admin);
  await admin.none(readFileSync(new URL('trial-keyed.sql', import.meta.url), 'utf8'));
  await admin.none(`create role $1:name login superuser password 'trial'`, [database.name]);
  const target = { url: database.urlOf(database.name), password: 'trial' };
  lane = openLane({ ...target, name: 'write', places: 1, seats: 1 });
  const catalog = await readCatalog(admin, { schema: 'app' });
  assert.ok(catalog.ok);
  const found = endpointsOf(catalog.value).find(({ routine }) => routine.name === 'draw_ticket');
  assert.ok(found);
  draw = found;
  const { types } = catalog.value;
  const shape = JSON.stringify(shapeOf(draw, types));
  keyed = { ...keyedStatements(draw.routine, types), shape };
});
test.after(async () => {
  await lane?.close(); // none when before failed
  await database?.admin.none('drop role if exists $1:name', [database.name]);
  await database?.close();
});

/** Asks with a key, and says how many statements it took. */
async function statementsFor(key: string, note: string): Promise<readonly [number, string]> {
  let count = 0;
  const actor = draw.routine.context;
  const args = [...draw.routine.args.filter(({ name }) => name === 'p_note'), ...actor];
  const came = await openKeyed()({
    ...{ actor: 'alice', keyed, field: `"${key}"`, args, values: [note, 'alice', 'trace'] },
    send: ({ text }, values) => {
      count++;
      return lane.ask({ text, values, ...ASKING, deadline: performance.now() + 20_000 });
    },
  }).then(
    ({ isReplayed }) => (isReplayed ? 'replayed' : 'first'),
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
  return [count, came];
}

const ASKING = { signal: new AbortController().signal, mayRepeat: true, writes: true } as const;

test('are one for a request and for its repetition', async () => {
  assert.equal(await statementsFor('a', 'note'), [1, 'first']);
  assert.equal(await statementsFor('a', 'note'), [1, 'replayed']);
  assert.equal(await statementsFor('a', 'other'), [1, 'idempotency-key-reused']);
});

test('are two for a refusal that is raised, and one for its repetition', async () => {
  assert.equal(await statementsFor('b', 'raise AP405'), [2, 'AP405']);
  assert.equal(await statementsFor('b', 'raise AP405'), [1, 'AP405']);
});

test('have names that tell them from the plain one, and fit', () => {
  const args = draw.routine.context;
  const [once, refusal] = [keyed.callOnce(args).name ?? '', keyed.keepRefusal(args).name ?? ''];
  assert.is.not(once, refusal);
  for (const name of [once, refusal]) assert.ok(name.length > 0 && name.length < 63, name);
});

test('do nothing when a column has another type than the contract says', async () => {
  await database.admin.none(CHANGED);
  const [, came] = await statementsFor('d', 'changed');
  assert.match(came, 'COALESCE types');
  assert.is((await database.admin.any(`select from app.ticket where note = 'changed'`)).length, 0);
});

const CHANGED = `
drop function app.draw_ticket;
create function app.draw_ticket(
    p_note app.note, p_actor text default null, p_trace text default null
)
returns table (
    ticket_id boolean, note app.note, is_odd boolean, short char(3), address inet, tags text[],
    weight numeric, drawn_at timestamptz, refusal app.refusal
)
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into app.ticket (actor, note) values (p_actor, p_note)
    returning true, p_note, null::boolean, null::char(3), null::inet, null::text[], null::numeric,
        now(), null::app.refusal
$$`;

test.run();
