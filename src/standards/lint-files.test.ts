import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { lintFiles } from './lint-files.ts';
import { textOf } from './read-file.ts';
import type { Rule, StatementRule } from './rule.ts';

const test = suite<{ root: string }>('lintFiles');

test.before.each((context) => {
  context.root = mkdtempSync(join(tmpdir(), 'series-'));
});
test.after.each(({ root }) => rmSync(root, { recursive: true }));

/** Tells what is known of the tables that a SELECT reads. */
const probe: StatementRule = {
  ...{ of: 'statement', id: 'PW999', name: 'probe', level: 'note' },
  ...{ summary: '', why: '', bad: '', good: '' },
  check: (statement, { relation, isNew, repeatables }) =>
    statement.all('RangeVar').map((one) => {
      const columns = [...(relation(one)?.columns.keys() ?? ['?'])].join(',');
      return {
        message: `${columns} ${isNew(one) ? 'new' : 'old'} ${[...repeatables.keys()].join()}`,
      };
    }),
};

function put(root: string, files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).map(([name, text]) => {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  });
}

async function told(paths: readonly string[]): Promise<readonly string[]> {
  const findings = await lintFiles([probe], paths.map(textOf));
  return findings.map(({ message }) => message.trim());
}

const FILES = {
  'sql/V/V0002__b.sql': 'alter table app.t add column b int; select from app.t;',
  'sql/V/V0010__c.sql': 'alter table app.t add column c int; select from app.t;',
  'sql/V/V0001__a.sql': 'create table app.t (a int); select from app.t;',
};

test('judges migrations in the order of their versions', async ({ root }) => {
  const paths = put(root, FILES);
  assert.equal(await told(paths), ['a new', 'a,b old', 'a,b,c old']);
});

test('reads earlier migrations that are not given, and no later ones', async ({ root }) => {
  const [second = ''] = put(root, FILES);
  assert.equal(await told([second]), ['a,b old']);
});

test('puts all else of a project behind its migrations', async ({ root }) => {
  put(root, FILES);
  const paths = put(root, {
    'sql/R/10_app/R__10_app.f.sql': 'select from app.t;',
    'sql/tests/10_app/f.test.sql': 'create table app.t2 (z int); select from app.t2;',
    'sql/U/U0002__b.sql': 'select from app.t; select from app.t2;',
  });
  assert.equal((await told(paths)).toSorted(), [
    '? old app.f',
    'a,b old app.f',
    'a,b,c old app.f',
    'z new app.f',
  ]);
});

test('knows nothing outside of a project', async ({ root }) => {
  assert.equal(await told(put(root, { 'a.sql': 'select from app.t;' })), ['? old']);
});

test('tells what it can not read, and loses nothing beside it', async ({ root }) => {
  const [path = ''] = put(root, { 'a.sql': 'selekt 1;\nselect from app.t;\n' });
  const findings = await lintFiles([probe], [textOf(path)]);
  assert.equal(
    findings.map(({ rule, line, level }) => `${rule} ${line} ${level}`),
    ['PW806 1 error', 'PW999 2 note'],
  );
});

const WORDS = { level: 'note', summary: '', why: '', bad: '', good: '' } as const;

const throws = (what: string) => () => {
  throw new RangeError(`no ${what}`);
};

/** A rule of each kind that throws. */
const PLANTED: readonly Rule[] = [
  { ...WORDS, of: 'statement', id: 'PW990', name: 'planted-a', check: throws('statement') },
  { ...WORDS, of: 'body', id: 'PW991', name: 'planted-b', check: throws('body') },
  { ...WORDS, of: 'file', id: 'PW992', name: 'planted-c', check: throws('file') },
];

test('tells of a rule that throws once a file, where it first did; all else goes on', async ({
  root,
}) => {
  const text = 'select from app.t;\n\ndo $$ begin\n  perform 1;\nend $$;\nselect 2;\n';
  const paths = put(root, { 'a.sql': text, 'b.sql': 'select 1;' });
  const findings = await lintFiles([...PLANTED, probe], paths.map(textOf));
  assert.equal(
    findings.map(({ file, rule, line, level }) => `${file.at(-5)} ${rule} ${line} ${level}`),
    [
      ...['a PW999 1 note', 'a PW806 1 error', 'a PW806 1 error', 'a PW806 3 error'],
      ...['b PW806 1 error', 'b PW806 1 error'],
    ],
  );
  const [, ofFile, ofStatement, ofBody] = findings.map(({ message }) => message);
  assert.match(ofFile ?? '', /rule PW992 \(planted-c\) broke here: RangeError: no file/);
  assert.match(ofStatement ?? '', /rule PW990 \(planted-a\) broke here, and at 3 more:/);
  assert.match(ofBody ?? '', /rule PW991 \(planted-b\) broke here: .* judge this by eye/);
});

/** PostgreSQL's parser walks along it by a recursion, and leaves its stack. */
const endless = (what: number) => `select ${what}${' + 1'.repeat(20_000)};`;

test('lives on behind texts that break the parser, and loses nothing beside them', async () => {
  const deep = Array.from({ length: 8 }, (_, index) => ({
    path: `${index}.sql`,
    text: `select from app.a;\n${endless(index)}\nselect from app.b;\ndo $$ begin end $$;`,
  }));
  const two = { path: 'two.sql', text: `${endless(90)}\n${endless(91)}\nselect from app.c;` };
  const findings = await lintFiles([probe], [...deep, two]);
  const said = (path: string) =>
    findings.filter(({ file }) => file === path).map(({ rule, line }) => `${rule} ${line}`);
  for (const { path } of deep) assert.equal(said(path), ['PW806 2', 'PW999 1', 'PW999 3']);
  assert.equal(said('two.sql'), ['PW806 1', 'PW806 2', 'PW999 3']);
  assert.match(findings[0]?.message ?? '', /nested too deeply, or joined in too long a chain/);
});

test.run();
