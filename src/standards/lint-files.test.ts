import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { lintFiles } from './lint-files.ts';
import { textOf } from './read-file.ts';
import type { StatementRule } from './rule.ts';

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

test.run();
