import { basename, dirname, resolve } from 'node:path';

import { namesIn } from '../../ground/tree.ts';
import type { FileRule } from '../../rule.ts';
import type { SqlFile } from '../../sql-file.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW110',
  name: 'version-file-name',
  level: 'error',
  summary: 'The name of a file says what it is, when it runs, and what it does.',
  why: `
Flyway reads the version from the name, and passes over a name that it doesn't know without a word:
the migration isn't run, and everything looks well. Of two files with one version, it runs none.

A repeatable file runs by the number in front of its name, which is that of its folder.
`,
  exampleFile: 'app/sql/V/V1-item.sql',
  goodFile: 'app/sql/V/V9001__item.sql',
  bad: `
create table app.item (item_id bigint primary key);
`,
  good: `
create table app.item (item_id bigint primary key);
`,
  check: (_, { file }) => {
    const message = nameFlaw(file) ?? twinFlaw(file) ?? folderFlaw(file);
    return message === null ? [] : [{ message }];
  },
};

const FORMS: Readonly<Record<string, readonly [RegExp, string]>> = {
  versioned: [/^V\d{4}__[a-z0-9_]+\.sql$/, 'V0001__what_it_makes.sql'],
  undo: [/^U\d{4}__[a-z0-9_]+\.sql$/, 'U0001__what_it_takes_back.sql'],
  repeatable: [/^R__\d\d_[a-z0-9_]+\.[a-z0-9_]+\.sql$/, 'R__10_schema.routine.sql'],
};

function nameFlaw({ name, role, root }: SqlFile): string | null {
  const [form, example] = FORMS[role] ?? [];
  if (root === null || form === undefined || form.test(name)) return null;
  return `The name ${name} says nothing; write: ${example}`;
}

function twinFlaw({ name, role, root }: SqlFile): string | null {
  if (root === null || (role !== 'versioned' && role !== 'undo')) return null;
  const twin = namesIn(root, role === 'versioned' ? 'V' : 'U').find(
    (other) => other !== name && other.slice(0, 5) === name.slice(0, 5),
  );
  return twin === undefined ? null : `${twin} has this version too: take the next.`;
}

function folderFlaw({ path, name, role, root }: SqlFile): string | null {
  const [, folder] = /^R__(\d\d_[a-z0-9_]+)\./.exec(name) ?? [];
  if (root === null || role !== 'repeatable' || folder === undefined) return null;
  const place = basename(dirname(resolve(path)));
  return place === folder ? null : `It lies in ${place}; its name says: ${folder}`;
}
