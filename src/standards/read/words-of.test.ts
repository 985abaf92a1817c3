import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { wordsOf } from './words-of.ts';

const test = suite('wordsOf');

const texts = (text: string) => [...wordsOf(text)].map((word) => word.text);

test('finds words and names, with their places', () => {
  assert.equal(
    [...wordsOf('select "A b" from t1')],
    [
      { text: 'select', isQuoted: false, index: 0 },
      { text: 'A b', isQuoted: true, index: 7 },
      { text: 'from', isQuoted: false, index: 13 },
      { text: 't1', isQuoted: false, index: 18 },
    ],
  );
});

test('passes over strings, comments, bodies and numbers', () => {
  assert.equal(texts("a -- B\n 'C''D' /* E */ b $x$ F $$ G $x$ c $1 1e5 e'\\'H' d"), [
    'a',
    'b',
    'c',
    'd',
  ]);
});

test.run();
