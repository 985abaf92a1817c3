import { relative, resolve, sep } from 'node:path';

import type { ToldRule, ToldRun } from '../output/findings/told.ts';
import { UNREAD } from './finding.ts';
import type { LintReport } from './lint.ts';
import type { FileText } from './read-file.ts';

/** A report as the formats need it; its files are named from the folder `top` on. */
export function toldRun(report: LintReport, rules: readonly ToldRule[], top: string): ToldRun {
  return {
    ...report,
    rules,
    unreadRule: UNREAD,
    lineOf: linesOf(report.texts),
    pathOf: (file) => relative(top, resolve(file)).split(sep).join('/'),
  };
}

/** Tells a line of a text, from 1 on; empty where there is none. */
export function linesOf(texts: readonly FileText[]): ToldRun['lineOf'] {
  const textOf = new Map(texts.map(({ path, text }) => [path, text]));
  const lines = new Map<string, readonly string[]>();
  return (file, line) => {
    const own = lines.get(file) ?? (textOf.get(file) ?? '').split(/\r?\n/);
    lines.set(file, own);
    return own[line - 1] ?? '';
  };
}
