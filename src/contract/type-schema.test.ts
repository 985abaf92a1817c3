import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../catalog/read-catalog.ts';
import type { Types, ValueType } from '../catalog/routine.ts';
import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { nullableSchema, typeSchema } from './type-schema.ts';
import { openValidators } from './validator.ts';

const test = suite('typeSchema');

/** Domains of every kind of check, understood or not. */
const DOMAINS: readonly (readonly [name: string, base: string, check: string])[] = [
  ['positive', 'bigint', 'value > 0'],
  ['bounded', 'bigint', 'value between -1000 and 1000000000000000'],
  ['at_least', 'bigint', 'value >= 9007199254740993'],
  ['percent', 'integer', 'value between 0 and 100'],
  ['below', 'smallint', 'value < 7'],
  ['price', 'numeric', "value >= 0.01 and value < 'Infinity'"],
  ['ratio', 'numeric', 'value > -1.5 and value <= 2.25'],
  ['even', 'integer', 'value % 2 = 0'],
  ['either', 'integer', 'value < 3 or value > 90'],
  ['memo', 'text', 'length(value) between 1 and 4'],
  ['short', 'text', 'char_length(value) < 3'],
  ['letters', 'text', "value ~ '^[A-Z]{3}$'"],
  ['words', 'text', "value ~ '^[a-z]+( [a-z]+)*$'"],
  ['branch', 'text', "value ~ '^(a|bc|)$'"],
  ['loose', 'text', "value ~ 'a[^b]'"],
  ['digits', 'text', String.raw`value ~ '^\d+$'`],
  ['dotted', 'text', "value ~ '^a.b$'"],
  ['colour', 'text', "value in ('red', 'it''s', '')"],
  ['only', 'text', "value = 'red'"],
  ['trimmed', 'text', "btrim(value) = value and value <> ''"],
  ['ended', 'varchar(4)', "value ~ '^[a-c]*$'"],
  ['padded', 'char(3)', "value in ('a', 'abc')"],
  ['later', 'date', "value >= '2000-01-01'"],
];

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
  const domains = DOMAINS.map(
    ([name, base, check]) => `create domain app.${name} as ${base} check (${check});`,
  );
  const args = DOMAINS.map(([name]) => `p_${name} app.${name}`).join(', ');
  await database.admin.none(`create schema app; ${domains.join('\n')}
    create domain app.over as app.percent check (value <> 50 and value >= 10);
    create function app.all_of(${args}, p_over app.over) returns void language sql return null;
    comment on function app.all_of is 'Take all.'; ${TAKES}`);
  await database.admin.none(`comment on function app.takes is 'Judge a value.'`);
  const catalog = await readCatalog(database.admin, { schema: 'app' });
  assert.ok(catalog.ok);
  types = catalog.value.types;
});
test.after(() => database?.close()); // none when before failed

/** Values that lie where checks are likely to change their mind, in the spelling of JSON. */
const numbers = fc.oneof(
  fc.constantFrom('0', '-1', '1', '7', '100', '101', '-1000', '1000000000000001', '50', '9'),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  fc.integer({ min: -120, max: 120 }).map(String),
  fc.constantFrom('9007199254740992', '9007199254740993', '9223372036854775807'),
);
const decimals = fc.oneof(
  numbers,
  fc.constantFrom('0.01', '0.009', '-1.5', '-1.4999', '2.25', '2.250', '2.2500001', '-0'),
);
const texts = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'red',
    "it's",
    'ABC',
    'ABCD',
    'bc',
    'a\n',
    'a b',
    'ab',
    '١٢',
    'a\nb',
    'é',
    '😀😀',
  ),
  fc.string({
    unit: fc.constantFrom('a', 'b', 'c', 'A', ' ', '\n', '0', 'é', '😀', '.'),
    maxLength: 6,
  }),
);
const days = fc.constantFrom('1999-12-31', '2000-01-01', '2024-02-29');

function valuesOf(base: string): fc.Arbitrary<string> {
  if (base === 'numeric') return decimals;
  if (base === 'date') return days;
  return /int/.test(base) ? numbers : texts;
}

const JUDGE = `
select app.takes(given.value, $2) as taken
from unnest($1::text[]) with ordinality as given (value, place)
order by given.place
`;

const TAKES = `
create function app.takes(p_value text, p_type text) returns boolean language plpgsql as $$
declare
    v_back text;
begin
    execute format('select (%L::%s)::text', p_value, p_type) into v_back;
    return v_back = p_value or p_value ~ '^[-0-9.]+$' and v_back::numeric = p_value::numeric;
exception
    when data_exception or check_violation or numeric_value_out_of_range then return false;
end $$
`;

for (const [name, base, check] of [...DOMAINS, ['over', 'integer', 'value <> 50'] as const]) {
  test(`never refuses what the database takes: ${base} check (${check})`, async () => {
    const isNumber = base === 'integer' || base === 'smallint';
    const validate = openValidators().compile(typeSchema(types, `app.${name}`, 'in'));
    const values = fc.sample(valuesOf(base), { numRuns: 500, seed: 1 });
    const rows = await database.admin.any<{ readonly taken: boolean }>(JUDGE, [
      values,
      `app.${name}`,
    ]);
    const taken = rows.map((row) => row.taken);
    assert.is(taken.length, values.length);
    assert.ok(taken.includes(true), 'the database takes none: the test says nothing');
    const refused = values.filter((value, i) => {
      return taken[i] && !validate(isNumber ? Number(value) : value);
    });
    assert.equal(refused, []);
  });
}

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
