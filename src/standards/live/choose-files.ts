import { join, resolve } from 'node:path';

import { versionFiles } from '../../sql-tree.ts';
import type { FileText } from '../read-file.ts';
import { byVersion, sqlFile } from '../sql-file.ts';

/** Files by what can be done with them on a scratch database. */
export interface LiveFiles {
  /** Versions of the project in their order: each stands on what the one before it left. */
  readonly series: readonly FileText[];
  /** Others that may run, each for itself. */
  readonly single: readonly FileText[];
  /** Undo files, tests and the like: they belong to a moment that isn't made here. */
  readonly left: readonly FileText[];
  /** True when all versions of the project are there. */
  readonly isWhole: boolean;
}

/** Divides the files that were given. */
export function chooseFiles(root: string, files: readonly FileText[]): LiveFiles {
  const versions = new Set(versionFiles(root).map((file) => join(root, file)));
  const series = files.filter(({ path }) => versions.has(resolve(path)));
  const rest = files.filter((file) => !series.includes(file));
  const runs = ({ path }: FileText) => RUNS.has(sqlFile(path).role);
  return {
    series: series.toSorted((a, b) => byVersion(sqlFile(a.path), sqlFile(b.path))),
    single: rest.filter(runs),
    left: rest.filter((file) => !runs(file)),
    isWhole: series.length === versions.size,
  };
}

const RUNS: ReadonlySet<string> = new Set(['versioned', 'repeatable', 'other']);
