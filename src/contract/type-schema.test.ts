import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../catalog/read-catalog.ts';
import type { Types, ValueType } from '../catalog/routine.ts';
import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { shapesSql } from './check-shapes.ts';
import { nullableSchema, typeSchema } from './type-schema.ts';
import { openValidators } from './validator.ts';

const test = suite('typeSchema');

/** A type that no domain here rests on. */
const FLOAT8: ValueType = {
  schema: 'pg_catalog',
  name: 'float8',
  kind: 'base',
  sql: 'double precision',
  base: null,
  baseSql: null,
  element: null,
  isNotNull: false,
  isDeterministic: true,
  comment: null,
  checks: [],
  labels: [],
  fields: [],
};

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

test('refuses what it understands', () => {
  const { compile } = openValidators();
  for (const [name, value] of [
    ['positive', '0'],
    ['positive', '01'],
    ['at_least', '9007199254740992'],
    ['percent', 101],
    ['over', 9],
    ['letters', 'abc'],
    ['memo', '😀😀😀😀😀'],
    ['colour', 'green'],
    ['ended', 'aaaaa'],
  ] as const) {
    assert.not.ok(compile(typeSchema(types, `app.${name}`, 'in'))(value), `${name} ${value}`);
  }
});

test('takes null for a float that may be absent, as for all other types', () => {
  const { compile } = openValidators();
  for (const name of ['pg_catalog.float8', 'pg_catalog.int8', 'app.colour']) {
    const schema = nullableSchema({ ...types, 'pg_catalog.float8': FLOAT8 }, name, 'in');
    assert.ok(compile(schema)(null), name);
  }
});

test('tells two patterns of one schema apart', () => {
  const properties = {
    a: { type: 'string', pattern: '^a$' },
    b: { type: 'string', pattern: '^b$' },
  };
  const validate = openValidators().compile({ type: 'object', properties });
  assert.ok(validate({ a: 'a', b: 'b' }));
  assert.not.ok(validate({ a: 'a', b: 'a' }));
});

test('says a range in plain JSON Schema as well', () => {
  assert.equal(typeSchema(types, 'app.bounded', 'in')['pattern'], '^(0|-?[1-9][0-9]*)$');
  assert.equal(typeSchema(types, 'app.positive', 'in')['pattern'], '^[1-9][0-9]*$');
});

test('lists the checks that the database alone judges', () => {
  assert.equal(typeSchema(types, 'app.over', 'in')['x-db-check'], ['(VALUE)::integer <> 50']);
  assert.equal(typeSchema(types, 'app.dotted', 'in')['x-db-check'], ["VALUE ~ '^a.b$'::text"]);
});

test.run();
