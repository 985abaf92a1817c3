import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import { runGit } from './git.ts';
import { readStaged } from './read-staged.ts';

const test = suite<{ folder: string }>('readStaged');

test.before.each((context) => {
  context.folder = realpathSync(mkdtempSync(join(tmpdir(), 'staged-')));
  git(context.folder, 'init', '-q');
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

function git(folder: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = runGit(folder, [...who, ...args]);
  assert.is(status, 0, stderr.toString());
}

function write(folder: string, file: string, text: string | Buffer): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** `path text` of each, the names of the unread behind them. */
function staged(folder: string): readonly string[] {
  const { texts, unread } = readStaged(folder);
  return [...texts.map(({ path, text }) => `${path} ${text}`), ...unread.map(({ file }) => file)];
}

test('reads what the commit would hold, before the first one too', ({ folder }) => {
  write(folder, 'sql/a b.sql', 'staged');
  write(folder, 'sql/é.sql', 'two');
  write(folder, 'words.md', 'x');
  git(folder, 'add', '.');
  write(folder, 'sql/a b.sql', 'staged, and more since');
  write(folder, 'sql/new.sql', 'not added');
  assert.equal(staged(folder), ['sql/a b.sql staged', 'sql/é.sql two']);
});

test('tells names from the folder in which it stands', ({ folder }) => {
  write(folder, 'a.sql', '1');
  write(folder, 'sub/b.sql', '2');
  git(folder, 'add', '.');
  assert.equal(staged(join(folder, 'sub')), ['../a.sql 1', 'b.sql 2']);
});

test('leaves out what is deleted or as it was, and knows new names', ({ folder }) => {
  for (const name of ['gone', 'same', 'old', 'removed']) {
    write(folder, `${name}.sql`, `${name}\n`.repeat(9));
  }
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'x');
  git(folder, 'rm', '-q', 'gone.sql');
  git(folder, 'mv', 'old.sql', 'new.sql');
  rmSync(join(folder, 'removed.sql')); // of the working tree alone
  write(folder, 'same.sql', 'changed, not added');
  assert.equal(staged(folder), [`new.sql ${'old\n'.repeat(9)}`]);
});

test('reads the part of a file that is staged', ({ folder }) => {
  write(folder, 'a.sql', 'one\n');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'x');
  write(folder, 'a.sql', 'one\ntwo\n');
  git(folder, 'add', '.');
  write(folder, 'a.sql', 'one\ntwo\nthree\n');
  assert.equal(staged(folder), ['a.sql one\ntwo\n']);
});

test('says what it could not read', ({ folder }) => {
  write(folder, 'binary.sql', 'a\0b');
  symlinkSync('binary.sql', join(folder, 'link.sql'));
  git(folder, 'add', '.');
  assert.equal(staged(folder), ['link.sql', 'binary.sql']);
});

test('says that a file is in conflict', ({ folder }) => {
  const commit = (text: string) => {
    write(folder, 'a.sql', text);
    git(folder, 'add', '.');
    git(folder, 'commit', '-qm', 'x');
  };
  commit('base');
  git(folder, 'checkout', '-qb', 'other');
  commit('theirs');
  git(folder, 'checkout', '-q', '-');
  commit('ours');
  assert.is(runGit(folder, ['merge', '-q', 'other']).status, 1);
  const { unread } = readStaged(folder);
  assert.match(unread[0]?.message ?? '', 'in conflict');
});

test('has nothing where nothing is staged', ({ folder }) => assert.equal(staged(folder), []));

test('faults a folder outside of a working tree', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bare-'));
  assert.throws(
    () => readStaged(folder),
    (error: unknown) => error instanceof CommandFault,
  );
  rmSync(folder, { recursive: true });
});

test.run();
