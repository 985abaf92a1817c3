import { readFileSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { knownRules } from './rule-words.ts';

const test = suite('knownRules');
const rules = await knownRules();

test('tells each id and each name once', () => {
  for (const key of ['id', 'name'] as const) {
    const words = rules.map((rule) => rule[key]);
    assert.is(new Set(words).size, words.length);
  }
});

test('has the words of each rule that speaks', () => {
  const ids = new Set(rules.map(({ id }) => id));
  for (const file of ['waivers/apply-waivers.ts', 'finding.ts']) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    const spoken = [...text.matchAll(/'(PW\d{3})'/g)].map(([, id = '']) => id);
    assert.ok(spoken.length > 0, file);
    assert.equal(
      spoken.filter((id) => !ids.has(id)),
      [],
    );
  }
});

test('says of each what holds, why, and how it looks', () => {
  for (const { id, summary, why, bad, good, goodFile } of rules) {
    assert.match(summary, /\.$/, id);
    const differs = bad !== good || goodFile !== undefined;
    assert.ok(why.trim() && bad.trim() && good.trim() && differs, id);
  }
});

test.run();
