/** A finding of a linter, as the formats need it. */
export interface Told {
  /** As the reader names it. */
  readonly file: string;
  /** From 1 on, as the column, which counts characters (code points). */
  readonly line: number;
  readonly column: number;
  /** The place behind the last character. */
  readonly endLine?: number;
  readonly endColumn?: number;
  /** The id or name of what was broken. */
  readonly rule: string;
  /** Errors and warnings fail a run, a note never does. */
  readonly level: 'error' | 'warning' | 'note';
  /** What is wrong, and what to write instead. */
  readonly message: string;
  /** Who found it. */
  readonly source: string;
  /** The reason of the waiver that covers it. */
  readonly waived?: string;
}

/** The words of a rule, for readers who meet it for the first time. */
export interface ToldRule {
  readonly id: string;
  readonly name: string;
  readonly level: Told['level'];
  /** What must hold, one sentence. */
  readonly summary: string;
  /** Who gets hurt without it, and how. */
  readonly why: string;
  readonly bad: string;
  readonly good: string;
  /** The names of the files that `bad` and `good` are, where they matter. */
  readonly exampleFile?: string;
  readonly goodFile?: string;
}

/** One run of a linter. */
export interface ToldRun {
  /** All files that were given, read or not. */
  readonly files: readonly string[];
  readonly findings: readonly Told[];
  /** Those that are known; a finding may be of another tool's rule. */
  readonly rules: readonly ToldRule[];
  /** The rule that says that something was not read. */
  readonly unreadRule: string;
  /** A line of a file, from 1 on, as it was judged; empty where there is none. */
  readonly lineOf: (file: string, line: number) => string;
  /** A file as the receiver names it: from the root of its repository, parted by slashes. */
  readonly pathOf: (file: string) => string;
}

/** The findings that no waiver covers. */
export const openOf = ({ findings }: Pick<ToldRun, 'findings'>): readonly Told[] =>
  findings.filter(({ waived }) => waived === undefined);

/** `2 files`, `1 file`. */
export const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;
