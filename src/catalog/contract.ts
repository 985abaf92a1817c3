/** What the comment of a routine promises about it. The types say the rest. */
export interface Contract {
  /** The first paragraph of the comment, as one line. */
  readonly summary: string;
  /** The paragraphs behind it; empty when there are none. */
  readonly description: string;
  /** How clients reach the routine; null when they don't: its comment has no `@http`. */
  readonly route: Route | null;
  /** Every refusal the routine makes, in the order of the tags. */
  readonly errors: readonly Refusal[];
}

/** What the tags beside `@http` say. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** Path template; each `{name}` is an argument without its `p_`. */
  readonly path: string;
  /** What the caller's token must hold, all of it; null when no token is needed. */
  readonly scopes: readonly string[] | null;
  /**
   * The argument that makes a repeated request harmless, or `header` when the service keeps the
   * answers; null for a routine that only reads.
   */
  readonly idempotentBy: string | null;
  /** Milliseconds after which the statement is cancelled. */
  readonly timeoutMs: number;
  /** True when the answer is one object, false when it is a list. */
  readonly single: boolean;
  /** How a list is read page by page; null when it comes whole. */
  readonly page: Page | null;
  /** The most rows of a list that is no page of a longer one; null when nothing is said. */
  readonly most: number | null;
  /** What one caller may ask for; null when nothing is set. */
  readonly rate: Rate | null;
  /** Where many requests are answered at once; null when each goes alone. */
  readonly batch: Batch | null;
  /** Milliseconds for which an answer may be kept; null when it may not. */
  readonly cacheMs: number | null;
  /** The column that identifies the version of an answer; null when there is none. */
  readonly etag: string | null;
  readonly objective: Objective | null;
}

/** `@page after item_id`: give the last `item_id` as `after`, and get those behind it. */
export interface Page {
  readonly argument: string;
  readonly column: string;
}

/** `@rate writes 100/60s` */
export interface Rate {
  /** What is counted together, over all routines that name it. */
  readonly policy: string;
  readonly amount: number;
  readonly windowMs: number;
}

/** `@batch api.post_items 100` */
export interface Batch {
  readonly routine: string;
  readonly mostItems: number;
}

/** `@slo p99 50ms 99.9` */
export interface Objective {
  readonly percentile: number;
  readonly latencyMs: number;
  /** Percent of the requests that are answered. */
  readonly availability: number;
}

/** One `@error` line. */
export interface Refusal {
  /** Class 3, its third letter, comes back in the column `refusal`; any other class is raised. */
  readonly code: string;
  /** When this routine refuses so: one sentence. */
  readonly when: string;
}

/** What is wrong with a contract, in words fit for the person who wrote it. */
export interface ContractFault {
  readonly kind:
    | 'conflicting-tags'
    | 'missing-tag'
    | 'no-summary'
    | 'repeated-tag'
    | 'unknown-argument'
    | 'unknown-column'
    | 'unknown-tag'
    | 'unreadable-tag';
  readonly message: string;
  /** How the line at fault begins, blanks aside; absent where something is missing. */
  readonly at?: string;
}
