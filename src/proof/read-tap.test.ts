import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readTap } from './read-tap.ts';

const test = suite('readTap');

test('reads assertions and what explains them, and passes over the rest', () => {
  const tap = readTap(`1..3
ok 1 - posts
an answer of a fixture

not ok 2 - is "two"
# Failed test 2: "is ""two"""
#         have: 1
#  more
#         want: 2
ok 3 - later # SKIP not on this server
`);
  assert.is(tap.planned, 3);
  assert.is(tap.bailout, null);
  assert.equal(
    tap.assertions.map(({ isGood, name, skipped }) => [isGood, name, skipped]),
    [
      [true, 'posts', null],
      [false, 'is "two"', null],
      [true, 'later', 'not on this server'],
    ],
  );
  assert.equal(tap.assertions[1]?.notes.slice(1), ['        have: 1', ' more', '        want: 2']);
});

test('counts what is over the plan', () => {
  const { planned, assertions } = readTap('1..1\nok 1 - a\nok 2 - b\n');
  assert.is(planned, 1);
  assert.is(assertions.length, 2);
});

test('knows a missing plan', () => {
  assert.is(readTap('ok 1 - a\n').planned, null);
  assert.equal(readTap('').assertions, []);
});

test('knows a bail-out', () => {
  assert.is(readTap('1..2\nok 1\nBail out! no server\n').bailout, 'no server');
});

test.run();
