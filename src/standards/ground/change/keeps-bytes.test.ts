import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { keepsBytes } from './keeps-bytes.ts';

const test = suite('keepsBytes');

for (const [before, after] of [
  ['varchar(20)', 'varchar(20)'],
  ['varchar(20)', 'varchar(40)'],
  ['varchar(20)', 'varchar'],
  ['varchar', 'text'],
  ['text', 'varchar'],
  ['numeric(10,2)', 'numeric(12,2)'],
  ['numeric(10)', 'numeric(12,0)'],
  ['numeric(10,2)', 'numeric'],
  ['timestamptz(3)', 'timestamptz'],
  ['varbit(8)', 'varbit(16)'],
  ['cidr', 'inet'],
] as const) {
  test(`lets ${before} become ${after}`, () => assert.ok(keepsBytes(before, after)));
}

for (const [before, after] of [
  ['varchar(40)', 'varchar(20)'],
  ['text', 'varchar(20)'],
  ['bpchar(4)', 'text'],
  ['numeric(10,2)', 'numeric(12,3)'],
  ['numeric', 'numeric(12,2)'],
  ['int4', 'int8'],
  ['timestamp', 'timestamptz'],
  ['timestamptz', 'timestamptz(3)'],
  ['inet', 'cidr'],
  ['text[]', 'varchar[]'],
] as const) {
  test(`doesn't let ${before} become ${after}`, () => assert.not(keepsBytes(before, after)));
}

test.run();
