import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Config, readConfig } from '../../config.ts';
import type { Finding } from '../finding.ts';
import { checkLayout, MOST_BYTES, MOST_ELSEWHERE } from './check-layout.ts';

const test = suite<{ folder: string; config: Config; kept: string }>('checkLayout');

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'layout-'));
  const environment = { ...process.env, XDG_CACHE_HOME: context.folder };
  context.config = readConfig(environment, context.folder); // no project
  context.kept = join(context.folder, 'procwright', 'layout');
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

const LOWER = '[sqlfluff:rules:capitalisation.keywords]\ncapitalisation_policy = lower\n';

/** `line:column rule level` of each. */
const said = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ line, column, rule, level }) => `${line}:${column} ${rule} ${level}`);

test('answers again without Python, and alike', async ({ config, kept }) => {
  const texts = [
    { path: 'a.sql', text: 'SELECT 1;\n' },
    { path: 'b.sql', text: 'select 1;\n' },
  ];
  const first = await checkLayout(config, texts);
  assert.equal(said(first), ['1:1 CP01 note']);
  assert.is(readdirSync(kept).length, 2);
  const [name = ''] = readdirSync(kept).toSorted();
  assert.match(name, /^[0-9a-f]{64}$/);
  const again = { ...config, install: config.install, environment: { ...config.environment } };
  assert.equal(await checkLayout(again, texts), first);
});

test('answers from what it kept, and asks anew where the text or the settings differ', async ({
  config,
  kept,
  folder,
}) => {
  const text = { path: 'a.sql', text: 'SELECT 1;\n' };
  await checkLayout(config, [text]);
  const [name = ''] = readdirSync(kept);
  writeFileSync(join(kept, name), '{"violations":[]}'); // planted: only the cache says so
  assert.equal(await checkLayout(config, [text]), []);
  assert.equal(said(await checkLayout(config, [{ ...text, text: 'SELECT 2;\n' }])), [
    '1:1 CP01 note',
  ]);
  mkdirSync(join(folder, 'standards'));
  const settings = `[sqlfluff]\ndialect = postgres\nrules = CP01\n${LOWER}`;
  writeFileSync(join(folder, 'standards', 'sqlfluff.cfg'), settings);
  const inProject = { ...config, root: folder }; // its state still is the user's: project is null
  assert.equal(said(await checkLayout(inProject, [text])), ['1:1 CP01 note']);
});

test('asks anew where what it kept is torn', async ({ config, kept }) => {
  const text = { path: 'a.sql', text: 'SELECT 1;\n' };
  await checkLayout(config, [text]);
  const [name = ''] = readdirSync(kept);
  writeFileSync(join(kept, name), '{"violations":[');
  assert.equal(said(await checkLayout(config, [text])), ['1:1 CP01 note']);
});

test('keeps nothing where it can not write, and says the same', async ({ config, folder }) => {
  const blocked = join(folder, 'file');
  writeFileSync(blocked, '');
  chmodSync(blocked, 0o400);
  const environment = { ...config.environment, XDG_CACHE_HOME: blocked };
  const text = { path: 'a.sql', text: 'SELECT 1;\n' };
  assert.equal(said(await checkLayout({ ...config, environment }, [text])), ['1:1 CP01 note']);
});

test('keeps so much and no more', async ({ config, kept }) => {
  mkdirSync(kept, { recursive: true });
  for (let index = 0; index < 4096; index++) writeFileSync(join(kept, `${index}`), '{}');
  await checkLayout(config, [{ path: 'a.sql', text: 'SELECT 1;\n' }]);
  assert.is(readdirSync(kept).length, 3072);
  assert.ok(readdirSync(kept).some((name) => name.length === 64)); // the newest stays
});

test('warns in the tree of a project, and notes elsewhere and in scripts of psql', async ({
  config,
  folder,
}) => {
  const inProject = { ...config, root: folder };
  const files = ['sql/R/a.sql', 'other/a.sql', 'sql/bench/a.psql'].map((name) =>
    join(folder, name),
  );
  const texts = files.map((path) => ({ path, text: 'SELECT 1;\n' }));
  assert.equal(said(await checkLayout(inProject, texts)), [
    '1:1 CP01 warning',
    '1:1 CP01 note',
    '1:1 CP01 note',
  ]);
});

test('tells a text that is too long, and judges the others', async ({ config }) => {
  const long = `-- ${'x'.repeat(90)}\n`.repeat(Math.ceil(MOST_BYTES / 94));
  const findings = await checkLayout(config, [
    { path: 'long.sql', text: long },
    { path: 'a.sql', text: 'SELECT 1;\n' },
  ]);
  assert.equal(said(findings), ['1:1 PW806 note', '1:1 CP01 note']);
  assert.match(findings[0]?.message ?? '', /was not read: it has \d+ bytes/);
});

test('leaves many files elsewhere, says so once, and judges them when asked', async ({
  config,
}) => {
  const many = Array.from({ length: MOST_ELSEWHERE + 1 }, (_, index) => ({
    path: `${index}.sql`,
    text: 'SELECT 1;\n',
  }));
  const findings = await checkLayout(config, many);
  assert.equal(said(findings), ['1:1 PW806 note']);
  assert.match(findings[0]?.message ?? '', /^The layout of 101 files was not judged/);
  assert.is((await checkLayout(config, many.slice(1))).length, MOST_ELSEWHERE);
  assert.is((await checkLayout(config, many, { isAsked: true })).length, MOST_ELSEWHERE + 1);
});

test('heeds no settings in the SQL, no file of the folder, and counts no byte order mark', async ({
  config,
  folder,
}) => {
  writeFileSync(join(folder, '.sqlfluffignore'), '*.sql\n');
  writeFileSync(join(folder, '.sqlfluff'), '[sqlfluff]\nexclude_rules = CP01\n');
  const text = '\uFEFFSELECT 1; -- noqa\n-- sqlfluff:exclude_rules:CP01\n-- sqlfluff:rules:LT01\n';
  assert.equal(said(await checkLayout(config, [{ path: join(folder, 'a.sql'), text }])), [
    '1:1 CP01 note',
  ]);
});

test.run();
