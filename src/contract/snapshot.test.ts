import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../catalog/read-catalog.ts';
import type { Catalog } from '../catalog/routine.ts';
import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { makeTrialSchema } from '../service/trial/trial-schema.ts';
import { contractHash } from './contract-hash.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { writeJson } from './write-json.ts';

const test = suite('writeSnapshot');
let database: TrialDatabase;
let catalog: Catalog;

test.before(async () => {
  database = await openTrialDatabase();
  await makeTrialSchema(database.admin);
  const result = await readCatalog(database.admin, { schema: 'app', roles: ['procwright'] });
  assert.ok(result.ok);
  catalog = result.value;
});
test.after(() => database?.close()); // none when before failed

test('keeps all that the hash is made of, and not who may call', () => {
  const text = writeSnapshot(catalog);
  assert.ok(catalog.routines.some(({ callers }) => callers.length > 0));
  assert.not.match(text, 'procwright');
  const read = readSnapshot('a.json', text);
  assert.is(contractHash(read), contractHash(catalog));
  assert.is(writeSnapshot(read), text);
});

for (const [what, text, says] of [
  ['no JSON', '{', 'a.json is not JSON'],
  ['another JSON', '{}', "a.json is no contract of form 1: it must have required property 'form'."],
  [
    'a form of the future',
    '{"form":2,"schema":"a","routines":[],"types":{}}',
    'a.json is no contract of form 1: /form must be equal to constant.',
  ],
  [
    'a routine without its arguments',
    '{"form":1,"schema":"a","routines":[{"name":"f"}],"types":{}}',
    "a.json is no contract of form 1: /routines/0 must have required property 'signature'.",
  ],
] as const) {
  test(`refuses ${what}`, () => {
    assert.throws(() => readSnapshot('a.json', text), new RegExp(says));
  });
}

test('writes equal values alike, and breaks what does not fit a line', () => {
  assert.is(writeJson({ b: [], a: {} }), '{ "a": {}, "b": [] }');
  assert.is(writeJson({ a: undefined, b: [null, 'x', 1] }), '{ "b": [null, "x", 1] }');
  const long = 'x'.repeat(60);
  const value = { b: [long, long], a: 1 };
  assert.is(writeJson(value), `{\n  "a": 1,\n  "b": [\n    "${long}",\n    "${long}"\n  ]\n}`);
  assert.equal(JSON.parse(writeJson(value)), value);
});

test.run();
