import { type Dirent, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, isAbsolute, join, relative, resolve } from 'node:path';

import { CommandFault, EXIT } from '../../exit-code.ts';
import { decodeSql, isUnread, MOST_BYTES, tooLarge } from './decode-sql.ts';
import { type Given, unreadAt } from './given.ts';

/** A file of SQL is known by its name; `.SQL` is one too. */
const ENDINGS = ['.sql', '.pgsql', '.psql'];

/** What no folder is searched for: what others wrote, and git's own. */
const PASSED_OVER = new Set(['.git', 'node_modules']);

/** True for a file that is SQL by its name. */
export const isSqlName = (file: string): boolean => ENDINGS.includes(extname(file).toLowerCase());

/**
 * Reads what was named: files, and the files of SQL in folders, at any depth. A link to a file is
 * read, one to a folder is not followed. Each file is read once, however often it was named.
 *
 * @throws {CommandFault} When a path isn't there, or none leads to a file: that nothing was read is
 *   no good news.
 */
export function readGiven(paths: readonly string[]): Given {
  const found = paths.flatMap((path) => (isFolder(path) ? filesBelow(path) : [path]));
  const files = [...new Map(found.map((file) => [resolve(file), file])).values()].sort();
  if (files.length === 0) {
    const where = paths.join(', ');
    throw new CommandFault(
      EXIT.nothingTested,
      `${where} holds no SQL file.`,
      'Name another folder.',
    );
  }
  const read = files.map(readOne);
  return {
    texts: read.flatMap((one) => (isUnread(one) ? [] : [one])),
    unread: read.filter(isUnread),
  };
}

/** A link that leads nowhere is a file that can't be read. */
function isFolder(path: string): boolean {
  try {
    const stat = lstatSync(path);
    return stat.isSymbolicLink() ? leadsToFolder(path) : stat.isDirectory();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    const message = isAbsent ? `There is no ${path}.` : `${path} can't be reached (${code}).`;
    throw new CommandFault(EXIT.usage, message, 'Name a file or a folder.');
  }
}

function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // reading it says why
  }
}

/** Files by their names; a folder that can't be read stands for what it holds. */
function filesBelow(folder: string): readonly string[] {
  let entries: readonly Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [nameOf(folder)]; // reading it as a file says why it can't be read
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return PASSED_OVER.has(entry.name) ? [] : filesBelow(path);
    return isSqlName(entry.name) ? [nameOf(path)] : [];
  });
}

/** As a reader who stands here names it; a file elsewhere keeps its whole name. */
function nameOf(path: string): string {
  const here = relative(process.cwd(), path);
  return here.startsWith('..') || isAbsolute(here) ? path : here || '.';
}

function readOne(path: string) {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) readdirSync(path);
    if (!stat.isFile()) return unreadAt(path, 'It is no file that could be read: leave it out.');
    if (!isSqlName(path)) {
      return unreadAt(path, `Its name is not that of SQL (${ENDINGS.join(', ')}): leave it out.`);
    }
    if (stat.size > MOST_BYTES) return tooLarge(path, stat.size);
    return decodeSql(path, readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return unreadAt(path, `It can't be read (${code}): mend it, or leave it out.`);
  }
}
