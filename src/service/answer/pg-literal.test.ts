import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { type Literal, readArray, readRow, writeArray, writeRow } from './pg-literal.ts';

const test = suite('pg-literal');
let database: TrialDatabase;

test.before(async () => {
  database = await openTrialDatabase();
});
test.after(() => database?.close()); // none when before failed

const TEXTS = [
  '',
  'a',
  ' ',
  'NULL',
  'null',
  'a,b',
  '{a}',
  '(b)',
  '"q"',
  '\\',
  'a\\"b',
  '\n',
  'é😀',
];
const texts = fc.option(fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 5 })));
const clean = texts.map((text) => text?.replaceAll('\0', '') ?? null);

/** What PostgreSQL makes of a literal, and writes back. */
async function through(type: string, literals: readonly string[]): Promise<readonly string[]> {
  const rows = await database.admin.any<{ readonly back: string }>(
    `select (given::${type})::text as back
     from unnest($1::text[]) with ordinality as given_value (given, place) order by place`,
    [literals],
  );
  return rows.map(({ back }) => back);
}

test('writes arrays that PostgreSQL reads, and reads what it writes', async () => {
  const arrays = fc.sample(fc.array(clean, { maxLength: 4 }), { numRuns: 300, seed: 2 });
  const back = await through('text[]', arrays.map(writeArray));
  assert.equal(back.map(readArray), arrays);
});

test('writes rows that PostgreSQL reads, and reads what it writes', async () => {
  await database.admin.none('create type triple as (a text, b text, c text)');
  const rows = fc.sample(fc.tuple(clean, clean, clean), { numRuns: 300, seed: 3 });
  const back = await through('triple', rows.map(writeRow));
  assert.equal(back.map(readRow), rows);
});

test('reads arrays in arrays, and arrays with bounds', async () => {
  const nested: readonly Literal[] = [
    ['a', null],
    ['NULL', 'b,c'],
  ];
  assert.equal(readArray(writeArray(nested)), nested);
  const [back = ''] = await through('text[]', ['[2:3]={a,b}']);
  assert.match(back, '[2:3]=');
  assert.equal(readArray(back), ['a', 'b']);
  assert.equal(readArray('{}'), []);
});

test.run();
