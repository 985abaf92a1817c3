import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { byPlace, type Finding, isBlocking } from './finding.ts';

const test = suite('finding');

const at = (file: string, line: number, column: number, rule = 'PW106'): Finding => ({
  file,
  line,
  column,
  rule,
  level: 'error',
  message: 'Name the schema.',
  source: 'procwright',
});

for (const [level, waived, expected] of [
  ['error', undefined, true],
  ['warning', undefined, true],
  ['note', undefined, false],
  ['error', 'the table is empty', false],
  ['warning', 'the table is empty', false],
] as const) {
  const what = `${waived === undefined ? 'an open' : 'a waived'} ${level}`;
  test(`${expected ? 'lets' : 'does not let'} ${what} fail a run`, () => {
    assert.is(isBlocking(waived === undefined ? { level } : { level, waived }), expected);
  });
}

test('orders by file, line, column and rule', () => {
  const ordered = [
    at('a', 1, 9),
    at('a', 2, 1),
    at('a', 10, 1),
    at('a', 10, 1, 'PW2'),
    at('b', 1, 1),
  ];
  assert.equal([...ordered].reverse().sort(byPlace), ordered);
});

test.run();
