import { readdirSync } from 'node:fs';

import { type ProcessStat, readProcessStat } from './process-mark.ts';

/** Of these is a second, in /proc of every Linux: USER_HZ of proc(5). */
export const TICKS_A_SECOND = 100;

const TRIES = 100;

/**
 * The processor time that a server has used since its start, in ticks: of the postmaster, of the
 * children that live, and of those that have ended and been waited for.
 *
 * A child that ends between two looks would be counted twice or not at all: so the postmaster is
 * looked at before and after, until it has waited for none in between.
 */
export function serverTicks(
  postmaster: number,
  look: (pid: number) => ProcessStat | null = readProcessStat,
  list: () => readonly number[] = listPids,
): number {
  let before = look(postmaster);
  for (let left = TRIES; before !== null && left > 0; left -= 1) {
    const children = list()
      .map(look)
      .filter((stat) => stat?.parent === postmaster)
      .reduce((sum, stat) => sum + (stat?.ticks ?? 0), 0); // a zombie keeps its ticks
    const after = look(postmaster);
    if (after?.childTicks === before.childTicks) return after.ticks + after.childTicks + children;
    before = after;
  }
  throw new Error(`The processor time of server ${postmaster} can't be read: it has ended.`);
}

function listPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number);
}
