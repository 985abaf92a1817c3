import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readDuration } from './duration.ts';

const test = suite('readDuration');

for (const [text, ms] of [
  ['30s', 30_000],
  ['15m', 900_000],
  ['12h', 43_200_000],
  ['90d', 7_776_000_000],
  ['0d', 0],
  ['', null],
  ['90', null],
  ['1.5h', null],
  ['-1d', null],
  ['1w', null],
  ['1d 1h', null],
] as const) {
  test(`reads ${text} as ${ms}`, () => {
    assert.is(readDuration(text), ms);
  });
}

test.run();
