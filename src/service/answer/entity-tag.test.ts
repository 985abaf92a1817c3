import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { entityTag, isNamed } from './entity-tag.ts';

const test = suite('entityTag');

test('is strong where a column says the version', () => {
  assert.is(entityTag(1, [['a', '7']], '{}'), '"7"');
});

test('escapes what no tag may hold', () => {
  assert.is(entityTag(0, [['a "b"\né']], '{}'), '"a%20%22b%22%0A%C3%A9"');
});

test('is weak and of the body where no column does, or its version is null', () => {
  const tag = entityTag(-1, [['7']], '{"a":1}');
  assert.match(tag, /^W\/"[A-Za-z0-9_-]{22}"$/);
  assert.is(entityTag(0, [[null]], '{"a":1}'), tag);
  assert.is(entityTag(0, [], '{"a":1}'), tag);
  assert.is.not(entityTag(-1, [], '{"a":2}'), tag);
});

for (const [field, tag, isThere] of [
  [undefined, '"7"', false],
  ['', '"7"', false],
  ['"7"', '"7"', true],
  ['W/"7"', '"7"', true],
  ['"7"', 'W/"7"', true],
  ['"6", W/"7","8"', '"7"', true],
  ['"6", "8"', '"7"', false],
  ['"a,b", "7"', '"7"', true],
  ['"a,"7","b"', '"b"', false],
  [' * ', '"7"', true],
  ['7', '"7"', false],
  ['"77"', '"7"', false],
] as const) {
  test(`If-None-Match ${field} ${isThere ? 'names' : 'does not name'} ${tag}`, () => {
    assert.is(isNamed(field, tag), isThere);
  });
}

test.run();
