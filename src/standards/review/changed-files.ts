import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFault, EXIT } from '../../exit-code.ts';
import { runGit } from '../given/git.ts';

/** A file that differs between a commit and the working tree. */
export interface ChangedFile {
  /** Relative to the project. */
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** Its text; null where there was none, or is none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What has changed since a commit. */
export interface Change {
  /** The commit, in full. */
  readonly base: string;
  /** By path. */
  readonly files: readonly ChangedFile[];
}

/**
 * Compares a folder of the project with a commit, files that git doesn't know yet included.
 *
 * @param reference A commit, branch or tag; null for where this branch left the main one.
 * @throws {CommandFault} Where there is no git, or no such commit.
 */
export function readChange(root: string, reference: string | null): Change {
  const base = commitOf(root, reference ?? branchPoint(root));
  const known = lines(root, ['diff', '--name-only', '--no-renames', '--relative', base, '--', '.']);
  const unknown = lines(root, ['ls-files', '--others', '--exclude-standard', '--', '.']);
  const files = [...new Set([...known, ...unknown])].toSorted().map((path): ChangedFile => {
    const before = textAt(root, base, path);
    const after = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;
    return {
      path,
      kind: before === null ? 'added' : after === null ? 'removed' : 'changed',
      before,
      after,
    };
  });
  return { base, files: files.filter(({ before, after }) => before !== after) };
}

/** The text of a file in a commit; null where it isn't in it. */
export function textAt(root: string, commit: string, path: string): string | null {
  const { status, stdout } = runGit(root, ['show', `${commit}:./${path}`]);
  return status === 0 ? stdout.toString() : null;
}

/** The files below a folder in a commit. */
export function pathsAt(root: string, commit: string, folder: string): readonly string[] {
  return lines(root, ['ls-tree', '-r', '--name-only', commit, '--', `${folder}/`]);
}

/** Where this branch left the main one; on the main one itself, its last commit. */
function branchPoint(root: string): string {
  for (const main of ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']) {
    const { status, stdout } = runGit(root, ['merge-base', 'HEAD', main]);
    if (status === 0) return stdout.toString().trim();
  }
  return 'HEAD';
}

function commitOf(root: string, reference: string): string {
  const { status, stdout } = runGit(root, ['rev-parse', '--verify', '-q', `${reference}^{commit}`]);
  if (status === 0) return stdout.toString().trim();
  throw new CommandFault(
    EXIT.usage,
    `There is no commit ${reference} here.`,
    'Name one: procwright review --base main',
  );
}

function lines(root: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = runGit(root, args);
  if (status !== 0)
    throw new CommandFault(EXIT.usage, `git: ${stderr.toString().trim()}`, 'Look at git status.');
  return stdout
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}
