import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { loadRules } from '../load-rules.ts';
import { waiveFindings } from './waive-findings.ts';

const test = suite('waiveFindings');
const rules = await loadRules();

/** What is said of a file that holds a waiver, and breaks nothing. */
function told(rule: string) {
  const text = `-- procwright:allow ${rule} for a reason until=2030-01-01\nselect 1;\n`;
  const foreignNames = () => ['ban-drop-column'];
  const run = { root: null, rules, day: '2026-01-01', foreignNames };
  return waiveFindings([{ path: 'a.sql', text }], [], run).map((finding) => finding.rule);
}

for (const [name, rule, expected] of [
  ['a rule that nothing breaks', 'PW519', ['PW805']],
  ['a rule by its name', 'where-needed', ['PW805']],
  ['a rule that is retired, or never was', 'PW999', ['PW805']],
  ['a rule of layout', 'LT05', ['PW805']],
  ['no rule that only a database answers', 'PW541', []],
  ['no rule of squawk', 'ban-drop-column', []],
] as const) {
  test(`calls unused a waiver of ${name}`, () => assert.equal(told(rule), expected));
}

for (const [rule, hint] of [
  ['wher-needed', 'where-needed'],
  ['pw519', 'PW519'],
  ['ban-drop-colum', 'ban-drop-column'],
] as const) {
  test(`says that there is no rule ${rule}, and names the nearest`, () => {
    const text = `-- procwright:allow ${rule} for a reason until=2030-01-01\nselect 1;\n`;
    const run = { root: null, rules, day: '2026-01-01', foreignNames: () => ['ban-drop-column'] };
    const [said] = waiveFindings([{ path: 'a.sql', text }], [], run);
    assert.is(said?.rule, 'PW803');
    assert.is(said?.message, `There is no rule ${rule}. Did you mean ${hint}?`);
  });
}

test.run();
