import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { compareDecimal } from './decimal.ts';

const test = suite('compareDecimal');

/** A number of hundredths, written in one of its spellings. */
const written = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((hundredths) => {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const part = String(size % 100n).padStart(2, '0');
  return { hundredths, text: `${hundredths < 0n ? '-' : ''}${size / 100n}.${part}` };
});

test('orders as the numbers do, whatever their length', () => {
  fc.assert(
    fc.property(written, written, (a, b) => {
      const order = compareDecimal(a.text, b.text) ?? Number.NaN;
      const right = Number(a.hundredths > b.hundredths) - Number(a.hundredths < b.hundredths);
      assert.is(Math.sign(order), right);
    }),
  );
});

for (const [a, b, order] of [
  ['0', '-0.00', 0],
  ['1', '1.0', 0],
  ['-2', '-1', -1],
  ['9007199254740993', '9007199254740992', 1],
  ['0.1', '0.09', 1],
] as const) {
  test(`${a} against ${b}`, () => {
    assert.is(Math.sign(compareDecimal(a, b) ?? Number.NaN), order);
  });
}

test('says nothing of what is no such number', () => {
  assert.equal(
    ['', '1e3', '01', 'NaN', '.5'].map((text) => compareDecimal(text, '1')),
    [undefined, undefined, undefined, undefined, undefined],
  );
});

test.run();
