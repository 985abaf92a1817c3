import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { JsonFault } from './json-reading.ts';
import { readJson } from './strict-json.ts';

const test = suite('readJson');

/** Reads, and gives the fault as `pointer: message`. */
function faultOf(text: string): string | undefined {
  try {
    readJson(text);
    return undefined;
  } catch (error) {
    assert.instance(error, JsonFault);
    return error instanceof JsonFault ? `${error.pointer}: ${error.message}` : undefined;
  }
}

for (const [name, text, fault] of [
  ['a name twice', '{"a":1,"a":2}', '#/a: The name stands twice.'],
  ['a name twice, once escaped', String.raw`{"a":1,"\u0061":2}`, '#/a: The name stands twice.'],
  ['a name twice, deep inside', '{"a":[{"b":1,"b":2}]}', '#/a/0/b: The name stands twice.'],
  ['a prototype', '{"__proto__":{}}', '#/__proto__: The name is not allowed.'],
  ['a constructor', String.raw`{"\u0063onstructor":1}`, '#/constructor: The name is not allowed.'],
  ['a number that a double rounds', '{"a":9007199254740993}', '#/a: The number is too large'],
  ['a number without end', '{"a":1e999}', '#/a: The number is too large'],
  ['more digits than a double has', '{"a":0.1234567890123456789012345}', '#/a: The number is too'],
  ['a NUL', String.raw`{"a":"\u0000"}`, '#/a: A NUL is not allowed.'],
  ['half a surrogate pair', String.raw`{"a":"\ud800"}`, '#/a: Half a surrogate pair'],
  ['a control character', '{"a":"\n"}', '#/a: A control character'],
  ['text after the end', '{} {}', '#: There is text after the value.'],
  ['no value', '', '#: A value is expected.'],
  ['a comma too many', '[1,]', '#/1: A value is expected.'],
  ['no comma', '{"a":1 "b":2}', '#: A comma or a closing brace'],
  ['single quotes', "{'a':1}", '#: A name in quotes'],
  ['an open text', '{"a":"b', '#/a: The text has no closing quote.'],
  ['a bad escape', String.raw`"\x"`, '#: An escape is not valid.'],
  ['a leading zero', '[01]', '#: A comma or a closing bracket'],
  ['NaN', '[NaN]', '#/0: A value is expected.'],
  ['a slash in a name', '{"a/b":{"c~d":x}}', '#/a~1b/c~0d: A value is expected.'],
  ['brackets without end', '['.repeat(100_000), '#/0/0/0'],
  ['members without end', `[${'1,'.repeat(6_000)}1]`, '#/5000: The value has too many members.'],
] as const) {
  test(`refuses ${name}`, () => {
    assert.match(faultOf(text) ?? 'no fault', fault);
  });
}

test('takes what is 16 levels deep, and not 17', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  assert.is(faultOf(nested(16)), undefined);
  assert.match(faultOf(nested(17)) ?? '', 'nested too deep');
});

test('reads what JSON.parse reads, or refuses it', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      if (faultOf(text) === undefined) assert.equal(readJson(text), JSON.parse(text));
    }),
    { numRuns: 1_000 },
  );
});

test('takes nothing that JSON.parse refuses', () => {
  const broken = fc
    .tuple(
      fc.json({ maxDepth: 2 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', '[', '0', '\\', '-'),
    )
    .map(([text, at, piece]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + piece + text.slice(place + 1);
    });
  fc.assert(
    fc.property(broken, (text) => {
      if (faultOf(text) === undefined) JSON.parse(text);
    }),
    { numRuns: 3_000 },
  );
});

test.run();
