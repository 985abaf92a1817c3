import type { Statement } from '../statement.ts';
import type { Region, Unread } from './region.ts';

/** All that could be read of a text, in its order, and what could not. */
export interface Reading {
  /** Each statement stands before those of its body. */
  readonly statements: readonly Statement[];
  readonly unread: readonly Unread[];
}

/** Reads a piece of a file. */
export type ReadRegion = (region: Region) => Reading;

/** Readings one behind the other. */
export function joinReadings(readings: readonly Reading[]): Reading {
  return {
    statements: readings.flatMap(({ statements }) => statements),
    unread: readings.flatMap(({ unread }) => unread),
  };
}
