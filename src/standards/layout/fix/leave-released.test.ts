import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { runGit } from '../../given/git.ts';
import { leaveReleased } from './leave-released.ts';

const test = suite<{ folder: string; paths: readonly string[] }>('leaveReleased');

const FILES = ['sql/V/V0001__a b.sql', 'sql/R/10_app/R__10_app.f.sql', 'V2__loose.sql'];

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'released-'));
  mkdirSync(join(context.folder, 'sql/V'), { recursive: true });
  mkdirSync(join(context.folder, 'sql/R/10_app'), { recursive: true });
  context.paths = FILES.map((file) => join(context.folder, file));
  context.paths.forEach((path) => writeFileSync(path, 'SELECT 1;'));
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

function git(folder: string, ...args: readonly string[]): void {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  assert.is(runGit(folder, [...who, ...args]).status, 0);
}

test('leaves the versioned migrations of the last commit, and no other file', ({
  folder,
  paths,
}) => {
  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'x');
  const fresh = join(folder, 'sql/V/V0003__c.sql');
  writeFileSync(fresh, 'SELECT 1;');
  git(folder, 'add', '.');
  const { open, left } = leaveReleased(join(folder, 'sql'), [...paths, fresh]);
  assert.equal(open, [paths[1], fresh]);
  assert.equal(
    left.map(({ path, outcome }) => `${outcome} ${path}`),
    [`left ${paths[0]}`, `left ${paths[2]}`],
  );
});

test('knows of none before the first commit, nor without git', ({ folder, paths }) => {
  assert.equal(leaveReleased(folder, paths), { open: paths, left: [] });
  git(folder, 'init', '-q');
  assert.equal(leaveReleased(folder, paths), { open: paths, left: [] });
});

test.run();
