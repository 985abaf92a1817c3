import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Finding } from './finding.ts';
import { lintAll } from './lint-all.ts';
import type { FileText } from './read-file.ts';

const test = suite('lintAll');

/** A series of two whose second file is harmless by the first alone, and files by themselves. */
const TEXTS: readonly FileText[] = [
  { path: 'none/V0001__a.sql', text: 'create table app.item (item_id bigint primary key);' },
  { path: 'none/V0002__b.sql', text: 'alter table app.item add column at timestamp;' },
  ...Array.from({ length: 20 }, (_, index) => ({
    path: `none/${index}.sql`,
    text: index % 2 === 0 ? 'delete from app.item;' : 'select from from app.item;',
  })),
];

const told = (findings: readonly Finding[]) =>
  findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`).toSorted();

test('says in many processes what it says in one', async () => {
  const one = told(await lintAll(TEXTS, 1));
  assert.ok(one.includes('none/0.sql:1 PW519'));
  assert.ok(one.includes('none/1.sql:1 PW806'));
  assert.equal(told(await lintAll(TEXTS, 3)), one);
});

test('has nothing to say of nothing', async () => assert.equal(await lintAll([]), []));

test.run();
