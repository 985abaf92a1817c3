import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../../catalog/read-catalog.ts';
import type { Catalog, Routine } from '../../catalog/routine.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { makeTrialSchema } from '../trial/trial-schema.ts';
import { statementsOf } from './statement.ts';

const test = suite('statementsOf');
let database: TrialDatabase;
let catalog: Catalog;

test.before(async () => {
  database = await openTrialDatabase();
  await makeTrialSchema(database.admin);
  const result = await readCatalog(database.admin, { schema: 'app' });
  assert.ok(result.ok);
  catalog = result.value;
});
test.after(() => database?.close()); // none when before failed

function routine(name: string): Routine {
  const found = catalog.routines.find((one) => one.name === name);
  assert.ok(found);
  return found;
}

test('calls the routine by names, with nothing around it', () => {
  const post = routine('post_item');
  const given = [...post.args.filter(({ name }) => name !== 'p_note'), ...post.context];
  assert.is(
    statementsOf(post, catalog.types)(given).text,
    'select r."item_id", r."quantity", r."note", r."replayed", r."refusal" ' +
      'from "app"."post_item"(' +
      '"p_box_id" => $1::uuid, "p_item_id" => $2::uuid, "p_quantity" => $3::app.quantity, ' +
      '"p_actor" => $4::text, "p_trace" => $5::text) as r',
  );
});

test('names a statement by what is given, so that absent and null are two', () => {
  const { args } = routine('hello');
  const make = statementsOf(routine('hello'), catalog.types);
  assert.is(make(args).name, make(args).name);
  assert.is.not(make(args).name, make([]).name);
});

test('names it anew when the result changes', () => {
  const hello = routine('hello');
  const changed = { ...hello, columns: [{ name: 'greeting', type: 'pg_catalog.int4' }] };
  const [one, other] = [hello, changed].map((each) => statementsOf(each, catalog.types)([]).name);
  assert.is.not(one, other);
  assert.ok((one ?? '').length < 63);
});

test('keeps 32 statements of a routine prepared, and no more', () => {
  const echo = routine('echo');
  const make = statementsOf(echo, catalog.types);
  const names = echo.args.flatMap((first) => echo.args.map((second) => make([first, second]).name));
  assert.is(new Set(names.filter((name) => name !== undefined)).size, 32);
  assert.ok(names.includes(undefined));
});

test.run();
