import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { routineFiles } from '../sql-tree.ts';
import { type RoutineFault, tellFault } from './routine-fault.ts';

/** Where a fault can be mended. */
export interface FaultPlace {
  /** From the root of the project. */
  readonly file: string;
  /** The line of the tag or the word at fault, else the one where the routine or comment begins. */
  readonly line: number;
}

/** One line a fault, its place first where the tree has it: `sql/R/…:34: app.f(): …`. */
export function faultTeller(root: string | null): (fault: RoutineFault) => string {
  if (root === null) return tellFault;
  return (fault) => {
    const place = placeOfFault(root, fault);
    return place ? `${place.file}:${place.line}: ${tellFault(fault)}` : tellFault(fault);
  };
}

/** The place of a fault in a tree; null for a routine that no file of it makes. */
export function placeOfFault(root: string, fault: RoutineFault): FaultPlace | null {
  const file = fileOfRoutine(root, fault.routine);
  if (file === null) return null;
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const wanted = [fault.at ?? '', ...(OF_COMMENT.has(fault.kind) ? [COMMENT] : []), CREATE];
  const line = wanted.map((what) => lineWith(lines, what, fault.kind)).find((at) => at > 0);
  return { file, line: line ?? 1 };
}

/** The file of `schema.name(…)`: by its own name, `R__10_app.twice.sql`. */
function fileOfRoutine(root: string, signature: string): string | null {
  const [, schema = '', name = ''] = /^"?([^".(]+)"?\."?([^".(]+)"?\(/.exec(signature) ?? [];
  const end = `${schema}.${name}.sql`;
  const isIts = (file: string) => basename(file).replace(/^R__(\d+_)?/, '') === end;
  return routineFiles(root).find(isIts) ?? null;
}

const CREATE = /^create (or replace )?(function|procedure)\b/i;
const COMMENT = /^comment on (function|procedure|routine)\b/i;

/** Faults that stand in the comment, or are missing from it. */
const OF_COMMENT: ReadonlySet<RoutineFault['kind']> = new Set([
  'conflicting-tags',
  'missing-tag',
  'no-summary',
  'page-unbounded',
  'repeated-tag',
  'route-taken',
  'tag-not-served',
  'unknown-argument',
  'unknown-column',
  'unknown-tag',
  'unreadable-tag',
]);

/** The number of the line from 1, or 0. Of a tag that stands twice it is the second. */
function lineWith(
  lines: readonly string[],
  what: string | RegExp,
  kind: RoutineFault['kind'],
): number {
  if (what === '') return 0;
  const holds = (line: string) =>
    typeof what === 'string' ? wordsOf(line).startsWith(wordsOf(what)) : what.test(line);
  const at = kind === 'repeated-tag' ? lines.findLastIndex(holds) : lines.findIndex(holds);
  return at + 1;
}

/** Tags are aligned by blanks, which no parser keeps. */
const wordsOf = (line: string): string => line.trim().replace(/\s+/g, ' ');
