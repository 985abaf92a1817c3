import type { Body, NodeTag, Statement } from './statement.ts';
import type { Ground } from './ground/ground.ts';

/** One thing that breaks a rule. */
export interface Flaw {
  /** What is wrong here, and what to write instead. */
  readonly message: string;
  /** Bytes of the file; without them the flaw is where the statement or the file begins. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

/**
 * The words of a rule: the page in `standards/docs` is written from them, and the examples are
 * tests.
 */
interface RuleWords {
  /** `PW` and three digits. The first digit is the family; a number is never used twice. */
  readonly id: `PW${number}`;
  /** The id in words; both work in a waiver. */
  readonly name: string;
  readonly level: 'error' | 'warning' | 'note';
  /** What must hold, as one sentence in the present tense. */
  readonly summary: string;
  /** What goes wrong without it, and for whom. */
  readonly why: string;
  /** SQL that breaks the rule once. */
  readonly bad: string;
  /** The same SQL, mended. */
  readonly good: string;
  /** The name of the file that `bad` and `good` are, where the rule looks at it: `V0002__x.sql`. */
  readonly exampleFile?: string;
  /** That of `good`, where another file is what mends it: the test that was missing. */
  readonly goodFile?: string;
  /** Files that stand beside it, by name: what earlier ones made, where the rule asks for that. */
  readonly exampleBefore?: Readonly<Record<string, string>>;
}

/** A rule about one statement or expression, wherever it stands. */
export interface StatementRule extends RuleWords {
  readonly of: 'statement';
  /**
   * The kinds of nodes of which it judges one or more: a statement that holds none of them is
   * passed by. Without it every statement is judged, and most of them in vain.
   */
  readonly on?: readonly NodeTag[];
  readonly check: (statement: Statement, ground: Ground) => readonly Flaw[];
}

/** A rule about the body of a routine or DO block, and the statement that makes it. */
export interface BodyRule extends RuleWords {
  readonly of: 'body';
  readonly check: (body: Body, maker: Statement, ground: Ground) => readonly Flaw[];
}

/** A rule about a file as a whole: its name, its place, and how its statements go together. */
export interface FileRule extends RuleWords {
  readonly of: 'file';
  readonly check: (statements: readonly Statement[], ground: Ground) => readonly Flaw[];
}

/** What must hold of SQL. Its file is the only place where it is told. */
export type Rule = StatementRule | BodyRule | FileRule;
