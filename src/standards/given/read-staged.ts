import { relative, resolve, sep } from 'node:path';

import { CommandFault, EXIT } from '../../exit-code.ts';
import type { Finding } from '../finding.ts';
import { runGit } from './git.ts';
import { decodeSql, isUnread } from './decode-sql.ts';
import { type Given, unreadAt } from './given.ts';
import { isSqlName } from './read-given.ts';

/**
 * Reads the SQL that the next commit would hold: the text in git's index, whatever the working tree
 * says. What is deleted is left out; what is renamed is read under its new name.
 *
 * @param folder Any folder of the working tree; names are relative to it.
 * @param within Only what is one of these paths or lies below one; all, where there are none.
 * @throws {CommandFault} Outside a working tree, or without git.
 */
export function readStaged(folder: string, within: readonly string[] = []): Given {
  const top = topOf(folder);
  const entries = stagedEntries(top).filter(({ path }) => isSqlName(path));
  const named = entries
    .map((entry) => ({ ...entry, path: relative(folder, resolve(top, entry.path)) }))
    .filter(({ path }) => within.length === 0 || within.some((one) => holds(folder, one, path)));
  const odd = named.flatMap(({ path, mode }) => oddMode(path, mode));
  const files = named.filter(({ mode }) => mode.startsWith('100'));
  const blobs = readBlobs(
    top,
    files.map(({ blob }) => blob),
  );
  const read = files.map(({ path }, index) => decodeSql(path, blobs[index] ?? Buffer.alloc(0)));
  return {
    texts: read.flatMap((one) => (isUnread(one) ? [] : [one])),
    unread: [...odd, ...read.filter(isUnread)],
  };
}

function holds(folder: string, outer: string, path: string): boolean {
  const way = relative(resolve(folder, outer), resolve(folder, path));
  return way !== '..' && !way.startsWith(`..${sep}`);
}

/** The folder in which git's working tree begins. */
export function topOf(folder: string): string {
  const { status, stdout } = runGit(folder, ['rev-parse', '--show-toplevel']);
  if (status === 0) return stdout.toString().replace(/\n$/, '');
  throw new CommandFault(
    EXIT.usage,
    `${folder} lies in no working tree of git.`,
    'Go to one, or name files.',
  );
}

interface Entry {
  readonly path: string;
  /** As git writes it: 100644, 120000 for a link, 160000 for a submodule. */
  readonly mode: string;
  readonly blob: string;
}

/** `:100644 100644 old new M\0path\0`, and two paths behind R100; git 1.8 and later. */
function stagedEntries(top: string): readonly Entry[] {
  const { status, stdout, stderr } = runGit(top, [
    'diff-index',
    '--cached',
    '-z',
    '-M',
    '--diff-filter=ACMRTU',
    baseOf(top),
  ]);
  if (status !== 0) throw gitFault(stderr);
  const words = stdout.toString().split('\0');
  const entries: Entry[] = [];
  for (let at = 0; words[at] !== undefined && words[at] !== ''; at += 1) {
    const [, mode = '', , blob = '', state = ''] = (words[at] ?? '').split(' ');
    at += /^[RC]/.test(state) ? 2 : 1;
    entries.push({ path: words[at] ?? '', mode, blob });
  }
  return entries;
}

/** The last commit; before the first the tree without a file, which git knows without having it. */
function baseOf(top: string): string {
  if (runGit(top, ['rev-parse', '-q', '--verify', 'HEAD']).status === 0) return 'HEAD';
  return runGit(top, ['hash-object', '-t', 'tree', '--stdin']).stdout.toString().trim();
}

function oddMode(path: string, mode: string): readonly Finding[] {
  if (mode.startsWith('100')) return [];
  if (mode === '000000') return [unreadAt(path, 'It is in conflict: merge it, and add it again.')];
  return [unreadAt(path, 'What is staged is a link or a module, not a file: leave it out.')];
}

/** All at once: a process a file would cost more than reading them. */
function readBlobs(top: string, blobs: readonly string[]): readonly Buffer[] {
  if (blobs.length === 0) return [];
  const { status, stdout, stderr } = runGit(top, ['cat-file', '--batch'], `${blobs.join('\n')}\n`);
  if (status !== 0) throw gitFault(stderr);
  let from = 0;
  return blobs.map(() => {
    const head = stdout.indexOf(NEWLINE, from) + 1;
    const size = Number(stdout.toString('utf8', from, head).split(' ')[2]);
    from = head + size + 1;
    return stdout.subarray(head, head + size);
  });
}

const NEWLINE = 10;

function gitFault(stderr: Buffer): CommandFault {
  return new CommandFault(
    EXIT.usage,
    `git: ${stderr.toString().trim()}`,
    'Mend it, and run again.',
  );
}
