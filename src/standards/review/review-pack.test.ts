import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { Marked } from 'marked';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type ProjectConfig, readConfig, requireProject } from '../../config.ts';
import { runGit } from '../given/git.ts';
import { reviewMarkdown } from './review-markdown.ts';
import { reviewPack } from './review-pack.ts';
import { reviewPage } from './review-page.ts';

const test = suite<{ config: ProjectConfig }>('reviewPack');

const HEADER =
  '-- What   A.\n-- Why    B.\n-- Locks  Nobody waits.\n-- Undo   sql/U/U0001__a.sql\n\n';
const PARTY = 'create table app.party (\n    party_id bigint,\n';
const KEY = '    constraint party_pkey primary key (party_id)\n);\n';
const ITEM = `create table app.item (
    item_id bigint,
    party_id bigint not null,
    "<b>" text,
    constraint item_pkey primary key (item_id),
    constraint item_party_id_fkey foreign key (party_id) references app.party (party_id)
);
create index item_party_id_idx on app.item (party_id);
alter table app.party add column name text;
`;
const ROUTINE = 'create or replace function app.f()\nreturns int\nlanguage sql\nreturn 1;\n';

test.before.each((context) => {
  const root = mkdtempSync(join(tmpdir(), 'review-'));
  context.config = { ...requireProject(readConfig(process.env, import.meta.dirname)), root };
  put(root, 'sql/V/V0001__a.sql', `${HEADER}${PARTY}${KEY}`);
  put(root, 'sql/R/10_app/R__10_app.f.sql', ROUTINE);
  put(root, 'sql/R/10_app/R__10_app.gone.sql', ROUTINE.replace('app.f', 'app.gone'));
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'first');
});
test.after.each(({ config }) => rmSync(config.root, { recursive: true }));

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(root: string, ...args: readonly string[]): void {
  const { status, stderr } = runGit(root, args);
  assert.is(status, 0, stderr.toString());
}

/** What stands uncommitted in the trial project. */
function change({ root }: ProjectConfig): void {
  put(root, 'sql/V/V0002__b.sql', HEADER.replace('U0001__a', 'U0002__b') + ITEM);
  put(
    root,
    'sql/U/U0002__b.sql',
    '-- Undoes  A.\n-- Needs   B.\n-- Loses   Every item.\n-- Proof   D.\n',
  );
  put(root, 'sql/R/10_app/R__10_app.f.sql', ROUTINE.replace('return 1', 'return 2'));
  put(root, 'sql/tests/10_app/f.test.sql', 'begin;\nselect plan(1);\nrollback;\n');
  rmSync(join(root, 'sql/R/10_app/R__10_app.gone.sql'));
}

test('says nothing of what is as it was', async ({ config }) => {
  const pack = await reviewPack(config, null);
  assert.equal(
    [pack.files, pack.relations, pack.routines, pack.findings, pack.checklists],
    [[], [], [], [], []],
  );
  assert.match(reviewMarkdown(pack), /No migration is changed\./);
});

test('tells tables, routines, migrations and what is to be judged', async ({ config }) => {
  change(config);
  const pack = await reviewPack(config, 'main');
  assert.equal(
    pack.relations.map(({ name, kind, lines }) => [name, kind, lines.length]),
    [
      ['app.item', 'added', 6],
      ['app.party', 'changed', 1],
    ],
  );
  assert.equal(pack.pictures.before.links, []);
  assert.equal(
    pack.pictures.after.links.map(({ from, to, isAlways }) => [from, to, isAlways]),
    [['app.item', 'app.party', true]],
  );
  assert.equal(
    pack.routines.map(({ name, kind, isTestTouched }) => [name, kind, isTestTouched]),
    [
      ['app.f', 'changed', true],
      ['app.gone', 'removed', false],
    ],
  );
  const [migration] = pack.migrations;
  assert.is(migration?.undo, 'sql/U/U0002__b.sql');
  assert.is(migration?.loses, 'Every item.');
  assert.is(migration?.locks, 'Nobody waits.');
  assert.equal(
    pack.checklists.map(({ title }) => title),
    ['Migration', 'Routine', 'Test'],
  );
});

test('writes it as Markdown with pictures that a forge draws', async ({ config }) => {
  change(config);
  const text = reviewMarkdown(await reviewPack(config, null));
  assert.match(text, /"app\.item" \}o--\|\| "app\.party" : "party_id"/);
  assert.match(text, /\+ name text/);
  assert.match(text, /- \[ \] The same call twice/);
});

test('writes no tag, link or fence of a file as such', async ({ config }) => {
  const pack = await reviewPack(config, null);
  const hostile = '<img src=x> [a](b) `c` __d__';
  const text = reviewMarkdown({
    ...pack,
    relations: [{ name: hostile, kind: 'added', lines: ['+ ``` <i>'] }],
    migrations: [{ path: 'a`b.sql', what: hostile, locks: hostile, undo: null, loses: hostile }],
    contract: [hostile],
  });
  const html = await new Marked({ gfm: true }).parse(text);
  assert.not.match(html, /<img|<a |<i>|<strong>d/);
  assert.match(html, /<code>a`b\.sql<\/code>/);
  assert.match(html, /\+ ``` &lt;i&gt;/);
});

test('writes it as a page that loads nothing and takes no tag from a file', async ({ config }) => {
  change(config);
  const html = await reviewPage(await reviewPack(config, null));
  assert.match(html, /<svg [^]*app\.item[^]*<\/svg>/);
  assert.match(html, /default-src 'none'/);
  assert.not.match(html, /<script|<b>|src="http/);
  assert.match(html, /&lt;b&gt;/);
});

test('refuses a commit that is not there', async ({ config }) => {
  try {
    await reviewPack(config, 'nowhere');
    assert.unreachable();
  } catch (error) {
    assert.match(String(error), /There is no commit nowhere/);
  }
});

test.run();
