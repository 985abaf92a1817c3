import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../catalog/read-catalog.ts';
import type { Types } from '../catalog/routine.ts';
import { CHECK_SHAPES, shapesSql } from '../contract/check-shapes.ts';
import { typeSchema } from '../contract/type-schema.ts';
import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { proveSoundness } from './prove-soundness.ts';

const test = suite('proveSoundness');
let database: TrialDatabase;
let types: Types;

test.before(async () => {
  database = await openTrialDatabase();
  await database.admin.none(shapesSql());
  const catalog = await readCatalog(database.admin, { schema: 'app' });
  assert.ok(catalog.ok);
  types = catalog.value.types;
});
test.after(() => database?.close()); // none when before failed

test('finds no schema that refuses what the database takes, in any shape of check', async () => {
  const names = CHECK_SHAPES.map(([name]) => `app.${name}`);
  const cases = await proveSoundness(database.admin, { types, names, count: 300, seed: 1 });
  assert.is(cases.length, CHECK_SHAPES.length);
  assert.equal(
    cases.filter(({ verdict }) => verdict !== 'passed'),
    [],
  );
});

test('finds one that is planted', async () => {
  const names = ['app.percent', 'app.memo', 'app.letters', 'app.price'];
  const options = { types, names, count: 300, seed: 1 };
  const cases = await proveSoundness(database.admin, {
    ...options,
    schemaOf: (name) => ({
      ...typeSchema(types, name, 'in'),
      ...(name === 'app.percent' ? { maximum: 99 } : {}),
      ...(name === 'app.memo' ? { maxLength: 3 } : {}),
      ...(name === 'app.letters' ? { pattern: '^[B-Z]{3}$' } : {}),
      ...(name === 'app.price' ? { 'x-range': { min: '0.02' } } : {}),
    }),
  });
  assert.equal(
    cases.map(({ verdict, says }) => [verdict, /refuses \d+ that/.test(says ?? '')]),
    names.map(() => ['failed', true]),
  );
});

test.run();
