/** How much a finding weighs: errors and warnings fail a run, a note never does. */
export type Level = 'error' | 'warning' | 'note';

/** Who found it: a rule of ours, another tool, or a rule that asked a database. */
export type Source = 'procwright' | 'sqlfluff' | 'squawk' | 'live';

/** What a rule has to say of a place in a file. */
export interface Finding {
  /** As it was given: relative to the folder of the reader. */
  readonly file: string;
  /** From 1 on, as the column, which counts characters (code points). */
  readonly line: number;
  readonly column: number;
  /** The place behind the last character. */
  readonly endLine?: number;
  readonly endColumn?: number;
  /** Our own id (PW501), sqlfluff's (LT05), or squawk's name. */
  readonly rule: string;
  readonly level: Level;
  /** What is wrong, and what to write instead. */
  readonly message: string;
  readonly source: Source;
  /** The reason of the waiver that covers it. */
  readonly waived?: string;
}

/** By place, so that a file reads from its top. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1);
}

/** True when it fails a run: an error or a warning that no waiver covers. */
export function isBlocking({ level, waived }: Pick<Finding, 'level' | 'waived'>): boolean {
  return level !== 'note' && waived === undefined;
}
