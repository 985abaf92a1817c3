import type { Result } from '../result.ts';

/** One thing that the outside may tell a run. */
export interface Setting<Value> {
  /** The variable of the environment. */
  readonly name: string;
  /** What it is for: one sentence for `doctor` and the docs. */
  readonly says: string;
  /** True when the value must never be shown. */
  readonly isSecret: boolean;
  /** What holds when nobody says anything. */
  readonly byDefault: Value;
  /** Judges the text; a fault ends the sentence `NAME …` and never holds the text of a secret. */
  readonly read: (text: string) => Result<Value, string>;
}

/** Where the text of a setting comes from. */
export interface Origin {
  readonly kind: 'default' | 'environment' | 'file' | 'command';
  /** The variable that says it; empty for a default. */
  readonly variable: string;
  /** The file's path; empty for the others: a command's words may hold what nobody should see. */
  readonly place: string;
}

/** A setting that was looked up. */
export interface Found<Value> {
  readonly origin: Origin;
  readonly value: Value;
}

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;
