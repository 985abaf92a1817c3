/** Where the time of a request goes, in milliseconds; whoever spends it adds it. */
export interface Timing {
  /** Waiting for a place in the lane, over all repeats. */
  queueMs: number;
  /** With the database: connection, statement and pauses between repeats. */
  databaseMs: number;
  /** Writing rows as JSON. */
  serialiseMs: number;
}

/** A timing of which nothing is spent yet. */
export const noTime = (): Timing => ({ queueMs: 0, databaseMs: 0, serialiseMs: 0 });
