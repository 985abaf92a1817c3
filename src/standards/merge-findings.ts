import { tellsBreak } from './broken.ts';
import { type Finding, UNREAD } from './finding.ts';
import type { Opinion } from './layout/squawk/second-opinion.ts';

/**
 * One list of all sources, without doubles. Ours stand; another tool's finding falls away where
 * ours say the same of the same statement, as does sqlfluff's word that it can't read a file which
 * PostgreSQL's parser can't read either: that is told at its exact place already.
 */
export function mergeFindings(
  own: readonly Finding[],
  layout: readonly Finding[],
  opinions: readonly Opinion[],
): readonly Finding[] {
  const told = new Set(own.map(keyOf));
  const faulty = own.filter((one) => one.rule === UNREAD && !tellsBreak(one));
  const broken = new Set(faulty.map(({ file }) => file));
  const long = new Set(layout.filter(({ rule }) => rule === 'LT05').map(keyOf));
  return [
    ...own.filter((one) => one.rule !== 'PW112' || !long.has(keyOf({ ...one, rule: 'LT05' }))),
    ...layout.filter(({ rule, file }) => rule !== UNREAD || !broken.has(file)),
    ...opinions.filter((one) => !isTold(one, told)).map(({ finding }) => finding),
  ];
}

const keyOf = ({ file, line, rule }: Pick<Finding, 'file' | 'line' | 'rule'>): string =>
  `${rule} ${line} ${file}`;

function isTold({ finding, sameAs, lines: [first, last] }: Opinion, told: ReadonlySet<string>) {
  for (let line = first; line <= last; line += 1) {
    if (sameAs.some((rule) => told.has(keyOf({ file: finding.file, line, rule })))) return true;
  }
  return false;
}
