import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Rule } from '../rule.ts';
import { benchLint } from './bench-lint.ts';
import { benchLintText } from './bench-lint-text.ts';

const test = suite<{ folder: string }>('benchLint');

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(context.folder, 'a.sql'), "do $$ begin execute 'select 1'; end $$;\n");
  writeFileSync(join(context.folder, 'b.sql'), 'select 1; select from from;\n');
  writeFileSync(join(context.folder, 'c.sql'), Buffer.of(0xff, 0xfe, 0x00));
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

const WORDS = { id: 'PW999', name: 'x', level: 'note', summary: '', why: '', bad: '', good: '' };

const says = { ...WORDS, of: 'file', check: () => [{ message: 'x' }] } as const as unknown as Rule;
const breaks = {
  ...says,
  check: (_: unknown, { file }: { readonly file: { readonly path: string } }) => {
    if (file.path.endsWith('a.sql')) throw new Error('a fault of the rule');
    return [];
  },
} as unknown as Rule;

test('counts every file, and what stands in bodies', async ({ folder }) => {
  const bench = await benchLint(folder, async () => [says]);
  assert.is(bench.files, 3);
  assert.is(bench.linted, 1);
  assert.is(bench.unread, 2);
  assert.equal(bench.crashes, []);
  assert.equal(bench.statements, { top: 2, body: 1, execute: 1 });
  assert.equal(bench.findings, [
    ['PW806', 2],
    ['PW999', 2],
  ]);
  assert.match(benchLintText(bench), /1 linted \+ 2 unread \(PW806\) = 3 of 3: no file is missing/);
});

test('tells at which file a rule breaks, and goes on', async ({ folder }) => {
  const bench = await benchLint(folder, async () => [breaks]);
  const [crash] = bench.crashes;
  assert.is(bench.crashes.length, 1);
  assert.is(basename(crash?.file ?? ''), 'a.sql');
  assert.match(crash?.message ?? '', /rule PW999 \(x\) broke here: Error: a fault of the rule/);
  assert.is(bench.unread, 2);
  assert.not(bench.passes);
});

test.run();
