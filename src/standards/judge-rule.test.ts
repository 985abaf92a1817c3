import { fileURLToPath } from 'node:url';

import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { caseFiles, judgeRule } from './judge-rule.ts';
import { lintFiles } from './lint-files.ts';
import { loadRules } from './load-rules.ts';
import { readText } from './read-file.ts';
import type { Rule } from './rule.ts';

const CASES = fileURLToPath(new URL('../../standards/cases', import.meta.url));

await loadModule();
const rules = await loadRules();
const test = suite('the rules');

test('have an id and a name of their own', () => {
  assert.is(new Set(rules.map(({ id }) => id)).size, rules.length);
  assert.is(new Set(rules.map(({ name }) => name)).size, rules.length);
});

for (const rule of rules) {
  test(`${rule.id} ${rule.name} judges its examples and cases`, async () => {
    const { faults, bad, good } = await judgeRule(rule, CASES);
    assert.equal(faults, []);
    assert.ok(bad >= 2, `it has ${bad} bad case; two are wanted: standards/cases/${rule.id}`);
    assert.ok(good >= 2, `it has ${good} good case; two are wanted: standards/cases/${rule.id}`);
  });

  test(`${rule.id} is caught when it says nothing, and when it says too much`, async () => {
    const silent = await judgeRule({ ...rule, check: () => [] } as Rule, CASES);
    assert.ok(silent.faults.length >= 2, 'silence must break each bad case');
    const flaws = () => [{ message: 'always' }];
    const loud = await judgeRule({ ...rule, check: flaws } as Rule, CASES);
    assert.ok(loud.faults.length > 0, 'noise must break a good case');
  });

  test(`${rule.id} sees inside bodies`, async () => {
    if (rule.of !== 'statement') return; // a file has no body, and a body rule sees nothing else
    const example = { path: rule.exampleFile ?? 'bad.sql', text: rule.bad };
    const texts = [...caseFiles(CASES, rule.id), example];
    const found = await lintFiles([rule], texts);
    const isWithin = texts.some((text) => {
      const { statements, source } = readText(text);
      const inner = statements.filter(({ placement }) => placement !== 'top');
      return found.some(
        ({ file, line, rule: id }) =>
          file === text.path &&
          id === rule.id &&
          inner.some(({ start, end }) => {
            const [from, to] = [source.placeOf(start).line, source.placeOf(end).line];
            return from <= line && line <= to;
          }),
      );
    });
    assert.ok(isWithin, `one bad case must stand in a body: standards/cases/${rule.id}`);
  });
}

test.run();
