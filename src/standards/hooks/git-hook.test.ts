import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import { runGit } from '../given/git.ts';
import { type HookProgram, installHook, readHook, uninstallHook } from './git-hook.ts';

const test = suite<{ folder: string; program: HookProgram }>('gitHook');

test.before.each((context) => {
  context.folder = realpathSync(mkdtempSync(join(tmpdir(), "hook's ")));
  git(context.folder, 'init', '-q');
  const entry = join(context.folder, 'entry.mjs');
  writeFileSync(entry, STAND_IN);
  context.program = { node: process.execPath, entry };
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** Refuses where a file named bad is staged, and tells what it was asked, and where. */
const STAND_IN = `
import { execFileSync } from 'node:child_process';
const staged = execFileSync('git', ['diff', '--cached', '--name-only']).toString();
console.log(process.argv.slice(2).join(' '), process.cwd());
process.exitCode = staged.includes('bad') ? 1 : 0;
`;

function git(folder: string, ...args: readonly string[]) {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
  const { status, stdout, stderr } = runGit(folder, [...who, ...args]);
  return { status, said: `${stdout}${stderr}` };
}

/** Whether git takes a commit of this file. */
function commits(folder: string, name: string, ...more: readonly string[]): boolean {
  writeFileSync(join(folder, name), `${name}${more.length}`);
  git(folder, 'add', name);
  return git(folder, 'commit', '-qm', 'x', ...more).status === 0;
}

function faults(run: () => unknown, says: string): void {
  assert.throws(run, (error: unknown) => {
    assert.instance(error, CommandFault);
    assert.match((error as CommandFault).message, says);
    return true;
  });
}

function writeHook(file: string, text: string): void {
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}

test('lets git refuse a commit, until it is taken away', ({ folder, program }) => {
  assert.is(readHook(folder).state, 'absent');
  assert.is(installHook(folder, program, false).state, 'ours');
  assert.ok(commits(folder, 'good.sql'));
  assert.not(commits(folder, 'bad.sql'));
  assert.is(uninstallHook(folder).state, 'absent');
  assert.ok(commits(folder, 'bad.sql'));
});

test('sees the index of a commit that names its files', ({ folder, program }) => {
  mkdirSync(join(folder, 'sub'));
  installHook(join(folder, 'sub'), program, false);
  assert.ok(commits(folder, 'good.sql'));
  writeFileSync(join(folder, 'good.sql'), 'changed');
  git(folder, 'add', '.');
  writeFileSync(join(folder, 'bad.sql'), '');
  git(folder, 'add', 'bad.sql');
  const { status, said } = git(folder, 'commit', '-qm', 'x', 'good.sql');
  assert.is(status, 0, 'bad.sql is staged, and no part of this commit');
  assert.match(said, `lint --staged ${join(folder, 'sub')}`);
});

test('is written anew, and stays one', ({ folder, program }) => {
  const { file } = installHook(folder, program, false);
  const text = readFileSync(file, 'utf8');
  assert.is(installHook(folder, program, true).chained, null);
  assert.is(readFileSync(file, 'utf8'), text);
});

test('leaves the hook of another alone, or calls it first', ({ folder, program }) => {
  const { file } = readHook(folder);
  writeHook(file, 'test ! -f refuse');
  faults(() => installHook(folder, program, false), 'There is a hook already');
  faults(() => uninstallHook(folder), 'is not ours');
  assert.ok(installHook(folder, program, true).chained);
  assert.ok(installHook(folder, program, false).chained, 'written anew it still calls it');
  assert.ok(commits(folder, 'good.sql'));
  assert.not(commits(folder, 'bad.sql'));
  git(folder, 'rm', '-qf', 'bad.sql');
  writeFileSync(join(folder, 'refuse'), '');
  assert.not(commits(folder, 'fine.sql'));
  assert.is(uninstallHook(folder).state, 'foreign');
  assert.match(readFileSync(file, 'utf8'), 'test ! -f refuse');
  assert.not(existsSync(`${file}.before-procwright`));
});

test('goes where core.hooksPath says, within the repository alone', ({ folder, program }) => {
  git(folder, 'config', 'core.hooksPath', '.hooks');
  assert.is(installHook(folder, program, false).file, join(folder, '.hooks', 'pre-commit'));
  assert.not(commits(folder, 'bad.sql'));
  const elsewhere = mkdtempSync(join(tmpdir(), 'hooks-'));
  git(folder, 'config', 'core.hooksPath', elsewhere);
  faults(() => installHook(folder, program, false), 'outside of this repository');
  rmSync(elsewhere, { recursive: true });
});

test('leaves the folder that husky writes alone, and names the file to add to', ({
  folder,
  program,
}) => {
  git(folder, 'config', 'core.hooksPath', '.husky/_');
  assert.throws(
    () => installHook(folder, program, true),
    (error: CommandFault) => error.fix.includes(join(folder, '.husky', 'pre-commit')),
  );
  assert.not(existsSync(join(folder, '.husky', '_', 'pre-commit')));
});

test('says so when procwright is gone, and lets no commit pass', ({ folder, program }) => {
  installHook(folder, program, false);
  rmSync(program.entry);
  writeFileSync(join(folder, 'good.sql'), '');
  git(folder, 'add', '.');
  const { status, said } = git(folder, 'commit', '-qm', 'x');
  assert.is(status, 1);
  assert.match(said, 'procwright is not where it was');
});

test.run();
