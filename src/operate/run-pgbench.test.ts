import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../exit-code.ts';
import { readPgbench, requirePgbench } from './run-pgbench.ts';

const test = suite('readPgbench');

const REPORT = `transaction type: one.pgbench
number of transactions actually processed: 120
number of failed transactions: 0 (0.000%)
initial connection time = 9.871 ms
tps = 59.871234 (without initial connection time)
`;

test('reads what was done, and how fast', () => {
  assert.equal(readPgbench('one', REPORT), { transactions: 120, tps: 59.871234 });
});

for (const [what, text, says] of [
  ['a failed call', REPORT.replace('failed transactions: 0', 'failed transactions: 3'), '3 calls'],
  ['a run without a call', REPORT.replace('processed: 120', 'processed: 0'), 'no call was done'],
  ['no report', '', 'no call was done'],
] as const) {
  test(`faults ${what}`, () => {
    assert.throws(
      () => readPgbench('one', text),
      (error: Error) => error.message.includes(`one: ${says}`),
    );
  });
}

test('says where there is no pgbench', () => {
  try {
    requirePgbench({ binFolder: '/nowhere' });
    assert.unreachable();
  } catch (error) {
    assert.instance(error, CommandFault);
    assert.match((error as CommandFault).message, /no pgbench in \/nowhere/);
  }
});

test.run();
