import { realpathSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';

import { runGit, workingTree } from '../../given/git.ts';
import { sqlFile } from '../../sql-file.ts';
import type { Fixed } from './fix-files.ts';

/** Files that may be mended, and those that may not, with the reason. */
export interface Leaving {
  readonly open: readonly string[];
  readonly left: readonly Fixed[];
}

/**
 * Leaves versioned migrations that git's last commit holds as they are: their checksum may stand in
 * a database, and Flyway refuses every deployment after a change of a blank. Without git, or before
 * the first commit, none is known to be out.
 *
 * @param folder Where the run stands.
 */
export function leaveReleased(folder: string, paths: readonly string[]): Leaving {
  const versioned = paths.filter((path) => sqlFile(path).role === 'versioned');
  const released = new Set(versioned.length === 0 ? [] : committed(folder, versioned));
  return {
    open: paths.filter((path) => !released.has(path)),
    left: [...released].map((path) => ({ path, outcome: 'left', reason: RELEASED })),
  };
}

const RELEASED = 'it is a versioned migration that is committed, and its checksum is kept';

/** Those of the files that the last commit of the working tree around the run holds. */
function committed(folder: string, paths: readonly string[]): readonly string[] {
  const top = workingTree(folder);
  if (top === null) return [];
  const { status, stdout } = runGit(top, ['ls-tree', '-r', '-z', '--name-only', 'HEAD']);
  if (status !== 0) return []; // no commit yet
  const names = new Set(stdout.toString().split('\0'));
  return paths.filter((path) => names.has(nameIn(top, path)));
}

/** As git writes it: a folder on the way may be a link, the file's own name stays. */
function nameIn(top: string, path: string): string {
  const way = relative(realpathSync(top), realpathSync(dirname(path)));
  return [...(way === '' ? [] : way.split(sep)), basename(path)].join('/');
}
