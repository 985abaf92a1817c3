import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Finding } from '../finding.ts';
import { applyReleasedWaivers, readReleasedWaivers } from './released-waivers.ts';

const test = suite<{ root: string }>('applyReleasedWaivers');

test.before.each((context) => {
  context.root = mkdtempSync(join(tmpdir(), 'waivers-'));
  mkdirSync(join(context.root, 'standards'));
});
test.after.each(({ root }) => rmSync(root, { recursive: true }));

const WHOLE = {
  rule: 'PW601',
  file: 'sql/V/V0001__a.sql',
  reason: 'ADR 0001',
  until: '2026-06-15',
};

/** What is said, with a list of waivers, of one finding of PW601 in V0001. */
function judged(root: string, list: readonly object[], today = '2026-06-15') {
  writeFileSync(join(root, 'standards', 'waivers.json'), JSON.stringify(list, null, 2));
  const file = join(root, 'sql/V/V0001__a.sql');
  const finding = { file, line: 3, column: 1, rule: 'PW601', message: 'x' } as const;
  const findings: readonly Finding[] = [{ ...finding, level: 'error', source: 'procwright' }];
  const ground = {
    today,
    idOf: new Map([['path-set', 'PW601']]),
    hintFor: (rule: string) => (rule === 'pth-set' ? 'Did you mean path-set?' : null),
    wasAsked: () => true,
  };
  const files = [file, join(root, 'sql/V/V0002__b.sql')];
  return applyReleasedWaivers(findings, files, readReleasedWaivers(root), ground).map(
    ({ rule, line, waived }) => `${rule} ${line}${waived === undefined ? '' : ` ${waived}`}`,
  );
}

test('covers the findings of a rule in a migration', ({ root }) => {
  assert.equal(judged(root, [WHOLE]), ['PW601 3 ADR 0001']);
  assert.equal(judged(root, [{ ...WHOLE, rule: 'path-set' }]), ['PW601 3 ADR 0001']);
  assert.equal(judged(root, []), ['PW601 3']);
});

for (const [name, change, said] of [
  ['without a reason', { reason: '' }, 'PW803 4'],
  ['that names no rule', { rule: 'pth-set' }, 'PW803 4'],
  ['without a day', { until: 'soon' }, 'PW803 4'],
  ['for a file that may be edited', { file: 'sql/R/10_app/R__10_app.f.sql' }, 'PW803 4'],
  ['past its day', { until: '2026-06-14' }, 'PW804 4'],
  ['that covers nothing', { file: 'sql/V/V0002__b.sql' }, 'PW805 4'],
  ['of another rule', { rule: 'PW602' }, 'PW805 4'],
] as const) {
  test(`tells a waiver ${name}, and its line`, ({ root }) => {
    assert.equal(judged(root, [{ ...WHOLE, ...change }]), ['PW601 3', said]);
  });
}

test('says nothing of a waiver for a file that was not judged', ({ root }) => {
  const other = { ...WHOLE, file: 'sql/V/V0009__c.sql' };
  assert.equal(judged(root, [other]), ['PW601 3']);
});

test('finds no waiver in a project without a list', ({ root }) => {
  assert.equal(readReleasedWaivers(root).entries, []);
});

test.run();
