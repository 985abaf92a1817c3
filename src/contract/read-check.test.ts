import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCheck } from './read-check.ts';

const test = suite('readCheck');

for (const [definition, written, schema] of [
  ['CHECK ((VALUE > 0))', 'decimal', { 'x-range': { above: '0' } }],
  ['CHECK (((VALUE >= 1) AND (VALUE <= 99)))', 'number', { minimum: 1, maximum: 99 }],
  [
    "CHECK ((VALUE >= '-9000000000000000000'::bigint))",
    'decimal',
    { 'x-range': { min: '-9000000000000000000' } },
  ],
  ['CHECK ((VALUE < (0.5)::numeric))', 'decimal', { 'x-range': { below: '0.5' } }],
  ['CHECK (((VALUE)::integer <= 100))', 'number', { maximum: 100 }],
  [
    'CHECK (((length(VALUE) >= 1) AND (length(VALUE) <= 140)))',
    'text',
    { minLength: 1, maxLength: 140 },
  ],
  ['CHECK ((char_length(VALUE) < 5))', 'text', { maxLength: 4 }],
  ["CHECK ((VALUE ~ '^[A-Z]{3}$'::text))", 'text', { pattern: '^[A-Z]{3}$' }],
  ["CHECK ((VALUE = ANY (ARRAY['a'::text, 'it''s'::text])))", 'text', { enum: ['a', "it's"] }],
  ["CHECK ((VALUE = 'only'::text))", 'text', { enum: ['only'] }],
] as const) {
  test(`understands ${definition}`, () => {
    assert.equal(readCheck(definition, written), schema);
  });
}

for (const [fact, written] of [
  ['(VALUE % 2) = 0', 'number'],
  ['VALUE <> 7', 'number'],
  ["VALUE ~* '^[a-z]$'::text", 'text'],
  ["VALUE !~ 'x'::text", 'text'],
  [String.raw`VALUE ~ '^\d+$'::text`, 'text'],
  ["VALUE ~ '^a.b$'::text", 'text'],
  ["VALUE ~ '^[[:alpha:]]+$'::text", 'text'],
  ["VALUE ~ '^(a+)+$'::text", 'text'],
  ["VALUE ~~ 'a%'::text", 'text'],
  ['octet_length(VALUE) < 5', 'text'],
  ["length(btrim(VALUE, ' '::text)) > 0", 'text'],
  ['(VALUE > 0) OR (VALUE < -5)', 'number'],
  ['VALUE > 0', 'text'],
  ["VALUE = 'a'::text", 'other'],
] as const) {
  test(`leaves ${fact} to the database (${written})`, () => {
    assert.equal(readCheck(`CHECK ((${fact}))`, written), { 'x-db-check': [fact] });
  });
}

test('leaves what is not valid for all rows yet', () => {
  const definition = 'CHECK ((VALUE > 0)) NOT VALID';
  assert.equal(readCheck(definition, 'number'), { 'x-db-check': [definition] });
});

test('understands the facts that it can, beside one that it cannot', () => {
  assert.equal(readCheck("CHECK (((VALUE ~ '^a'::text) AND (VALUE ~ '^.b'::text)))", 'text'), {
    pattern: '^a',
    'x-db-check': ["VALUE ~ '^.b'::text"],
  });
});

test.run();
