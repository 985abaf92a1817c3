/** A stretch of a load. */
export interface Phase {
  readonly seconds: number;
  /** The most connections at once. */
  readonly connections: number;
  /**
   * Requests a second, at random times, whether or not others are answered; null when each
   * connection sends its next as soon as it has its answer.
   */
  readonly rate: number | null;
  /** Milliseconds after which a request counts as not answered. */
  readonly patienceMs: number;
}

/** What a generator sends, and whereto. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** Name and text of the call's file. */
  readonly file: string;
  readonly text: string;
  readonly key: string;
}

/** What came of a phase. */
export interface PhaseFigures {
  /** Seconds until the last answer was there. */
  readonly seconds: number;
  /** How many answers of each status came in time. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Requests without an answer in time: given up, waiting for a connection, or cut. */
  readonly late: number;
  readonly cut: number;
  /** Successes a second within the phase proper. */
  readonly goodRate: number;
  /** Milliseconds until a success was there. */
  readonly p50: number;
  readonly p99: number;
  /** Successes, and everything else, in each slice of `SLICE_MS` from the phase's begin. */
  readonly slices: readonly (readonly [good: number, others: number])[];
}

/** Milliseconds of a slice. */
export const SLICE_MS = 250;

/** Requests that were sent. */
export function countOf({ statuses, late, cut }: PhaseFigures): number {
  return Object.values(statuses).reduce((sum, count) => sum + count, late + cut);
}

/** Successes among them. */
export function goodOf({ statuses }: PhaseFigures): number {
  return Object.entries(statuses).reduce(
    (sum, [status, count]) => sum + (status.startsWith('2') ? count : 0),
    0,
  );
}
