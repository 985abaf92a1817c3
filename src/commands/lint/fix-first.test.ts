import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { fixLines } from './fix-first.ts';

const test = suite('fixLines');

test('tells what was mended, what was left and why, and the sum', () => {
  assert.equal(
    fixLines([
      { path: 'a.sql', outcome: 'mended' },
      { path: 'b.sql', outcome: 'sound' },
      { path: 'c.sql', outcome: 'left', reason: 'it is not UTF-8' },
    ]),
    [
      'mended a.sql',
      'left c.sql as it was: it is not UTF-8',
      '3 files: 1 mended, 1 left as they were',
    ],
  );
});

test('tells many of one reason in one line', () => {
  const left = ['a', 'b', 'c', 'd'].map(
    (path) => ({ path, outcome: 'left', reason: 'x' }) as const,
  );
  assert.equal(fixLines(left), [
    'left 4 files as they were, a the first: x',
    '4 files: 0 mended, 4 left as they were',
  ]);
});

test.run();
