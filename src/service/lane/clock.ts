/** What tells the time and ends a wait: a test has one of its own. */
export interface Clock {
  /** Milliseconds since any one moment. */
  readonly now: () => number;
  /** Calls later, unless the given function is called before. */
  readonly after: (ms: number, call: () => void) => () => void;
}

/** The clock of `performance.now()`. */
export const REAL: Clock = {
  now: () => performance.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};
