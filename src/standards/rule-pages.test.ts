import { readdirSync, readFileSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { LIST, rulePages } from './rule-pages.ts';

const FOLDER = new URL('../../standards/docs/', import.meta.url);
const test = suite('rulePages');

test('are what stands in standards/docs: procwright docs rules --write', async () => {
  const pages = await rulePages();
  assert.equal(readdirSync(FOLDER).toSorted(), pages.map(({ name }) => name).toSorted());
  for (const { name, text } of pages) {
    assert.is(readFileSync(new URL(name, FOLDER), 'utf8'), text, name);
  }
});

test('list every rule with its page', async () => {
  const pages = await rulePages();
  const list = pages.find(({ name }) => name === LIST);
  const rules = pages.filter(({ name }) => name.startsWith('PW'));
  assert.ok(rules.length > 10);
  for (const { name } of rules) assert.ok(list?.text.includes(`](${name})`), name);
});

test.run();
