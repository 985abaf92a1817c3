import type { Told } from '../output/findings/told.ts';

/** How much a finding weighs: errors and warnings fail a run, a note never does. */
export type Level = 'error' | 'warning' | 'note';

/** Who found it: a rule of ours, another tool, or a rule that asked a database. */
export type Source = 'procwright' | 'sqlfluff' | 'squawk' | 'live';

/** What a rule, or another tool, has to say of a place in a file. */
export interface Finding extends Told {
  /** Our own id (PW501), sqlfluff's (LT05), or squawk's name. */
  readonly rule: string;
  readonly level: Level;
  readonly source: Source;
}

/** The rule that every file was read, and judged by all. */
export const UNREAD = 'PW806';

/** By place, so that a file reads from its top. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1);
}

/** True when it fails a run: an error or a warning that no waiver covers. */
export function isBlocking({ level, waived }: Pick<Finding, 'level' | 'waived'>): boolean {
  return level !== 'note' && waived === undefined;
}
