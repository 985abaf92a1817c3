/** What a rule has to say of a place in a file. */
export interface Finding {
  /** As it was given: relative to the folder of the reader. */
  readonly file: string;
  /** From 1 on, as the column, which counts characters. */
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

/** By place, so that a file reads from its top. */
export function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1);
}
