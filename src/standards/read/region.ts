import type { Placement, Statement } from '../statement.ts';

/** A piece of SQL to be read, and where each of its bytes stands in the file. */
export interface Region {
  readonly bytes: Buffer;
  readonly placement: Placement;
  readonly outer: Statement | null;
  /** The byte of the file in which a byte of the region stands, the one after the last too. */
  readonly at: (index: number) => number;
}

/** A text that could not be read, and why. */
export interface Unread {
  readonly start: number;
  readonly reason: string;
  /** True: it is no fault of the text, but of what reads it. */
  readonly isBreak?: boolean;
}

/** A part of a region. */
export function regionWithin(
  region: Region,
  start: number,
  end: number,
  change: Partial<Pick<Region, 'bytes' | 'placement' | 'outer'>> = {},
): Region {
  return {
    bytes: region.bytes.subarray(start, end),
    placement: region.placement,
    outer: region.outer,
    ...change,
    at: (index) => region.at(start + index),
  };
}
