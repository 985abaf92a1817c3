import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { decodeLiteral } from './decode-literal.ts';

const test = suite('decodeLiteral');

for (const [token, says, place] of [
  ["'a''b'", "a'b", 4],
  ['$$a$b$$', 'a$b', 4],
  ['$x$é$x$', 'é', 4],
  ["E'a\\nb'", 'a\nb', 5],
  ["e'\\'\\\\'", "'\\", 4],
  ["E'\\x41\\101\\u00e9'", 'AAé', 10],
  ["E'a''b'", "a'b", 5],
  ["''", '', 1],
] as const) {
  test(`reads ${token}`, () => {
    const literal = decodeLiteral(Buffer.from(token));
    assert.is(literal?.bytes.toString(), says);
    const last = Math.max(0, (literal?.bytes.length ?? 1) - 1);
    assert.is(literal?.at(last), place);
  });
}

test('does not read what it can not place', () => {
  assert.is(decodeLiteral(Buffer.from("U&'\\0041'")), null);
  assert.is(decodeLiteral(Buffer.from("B'01'")), null);
});

test.run();
