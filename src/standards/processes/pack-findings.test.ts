import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Finding } from '../finding.ts';
import { packFindings, unpackFindings } from './pack-findings.ts';

const test = suite('packFindings');

const FINDINGS: readonly Finding[] = [
  {
    ...{ file: 'a.sql', line: 1, column: 2, rule: 'PW999', level: 'note' },
    ...{ message: '', source: 'procwright' },
  },
  {
    ...{ file: 'a.sql', line: 3, column: 70_000, endLine: 4, endColumn: 1, rule: 'PW998' },
    ...{ level: 'error', message: 'a.sql', source: 'procwright' },
  },
];

test('gives what was taken', () => {
  assert.equal(unpackFindings(packFindings(FINDINGS)), FINDINGS);
  assert.equal(unpackFindings(packFindings([])), []);
});

test('says each text once', () => {
  const { texts } = packFindings([...FINDINGS, ...FINDINGS]);
  assert.is(new Set(texts).size, texts.length);
});

test.run();
