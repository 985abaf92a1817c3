import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import { filesOf } from './given.ts';
import { readGiven } from './read-given.ts';

const test = suite<{ folder: string }>('readGiven');

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'given-'));
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

function write(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

test('reads each file of SQL below a folder, and none that others wrote', ({ folder }) => {
  write(folder, {
    'b/c/two.SQL': '2',
    'one.sql': '1',
    'three.psql': '3',
    'README.md': '# x',
    'node_modules/x/four.sql': '4',
    '.git/five.sql': '5',
  });
  const { texts, unread } = readGiven([folder]);
  assert.equal(
    texts.map(({ path, text }) => `${relative(folder, path)} ${text}`),
    ['b/c/two.SQL 2', 'one.sql 1', 'three.psql 3'],
  );
  assert.equal(unread, []);
});

test('reads a file once, by whatever names it was given', ({ folder }) => {
  write(folder, { 'a.sql': '1' });
  assert.is(readGiven([join(folder, 'a.sql'), folder, `${folder}/./a.sql`]).texts.length, 1);
});

test('says of each file that it could not read why: read and unread are those given', ({
  folder,
}) => {
  write(folder, {
    'fine.sql': 'select 1;',
    'binary.sql': 'a\0b',
    'latin.sql': Buffer.from([0xe9]),
    'large.sql': Buffer.alloc(8 * 1024 * 1024 + 1, 32),
    'words.md': '# x',
    'link/target.sql': 'select 2;',
  });
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.sql'));
  symlinkSync(join(folder, 'link/target.sql'), join(folder, 'linked.sql'));
  symlinkSync(join(folder, 'link'), join(folder, 'folder.sql'));
  execFileSync('mkfifo', [join(folder, 'pipe.sql')]);
  const given = readGiven([folder, join(folder, 'words.md')]);
  const names = (files: readonly string[]) => files.map((file) => relative(folder, file));
  assert.equal(names(given.texts.map(({ path }) => path)), [
    'fine.sql',
    'link/target.sql',
    'linked.sql',
  ]);
  assert.equal(
    given.unread.map(({ file, rule, message }) => [
      relative(folder, file),
      rule,
      /zero byte|UTF-8|bytes|ENOENT|no file|name/.exec(message)?.[0],
    ]),
    [
      ['binary.sql', 'PW806', 'zero byte'],
      ['dangling.sql', 'PW806', 'ENOENT'],
      ['folder.sql', 'PW806', 'no file'],
      ['large.sql', 'PW806', 'bytes'],
      ['latin.sql', 'PW806', 'UTF-8'],
      ['pipe.sql', 'PW806', 'no file'],
      ['words.md', 'PW806', 'name'],
    ],
  );
  assert.is(filesOf(given).length, 10);
});

test('says of a link that was named why it leads to no file', ({ folder }) => {
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.sql'));
  symlinkSync(join(folder, 'two.sql'), join(folder, 'one.sql'));
  symlinkSync(join(folder, 'one.sql'), join(folder, 'two.sql'));
  const { unread } = readGiven(['dangling.sql', 'one.sql'].map((name) => join(folder, name)));
  assert.equal(
    unread.map(({ message }) => /E[A-Z]+/.exec(message)?.[0]),
    ['ENOENT', 'ELOOP'],
  );
});

for (const [name, path] of [
  ['a path that is not there', 'none.sql'],
  ['a folder without SQL', '.'],
] as const) {
  test(`faults ${name}`, ({ folder }) => {
    assert.throws(
      () => readGiven([join(folder, path)]),
      (error: unknown) => error instanceof CommandFault,
    );
  });
}

test.run();
