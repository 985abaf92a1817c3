import type { Clock } from './clock.ts';

/** For tests: a clock that goes from one awaited moment to the next, as fast as it can. */
export interface TrialClock extends Clock {
  /** Goes on until nothing is awaited any more. */
  readonly play: () => Promise<void>;
}

interface Moment {
  readonly at: number;
  readonly call: () => void;
  isOver: boolean;
}

/** For tests: a clock that stands at 0. */
export function openTrialClock(): TrialClock {
  const heap: Moment[] = [];
  let now = 0;
  return {
    now: () => now,
    after: (ms, call) => {
      const moment = { at: now + Math.max(0, ms), call, isOver: false };
      push(heap, moment);
      return () => (moment.isOver = true);
    },
    play: async () => {
      for (let next = pop(heap); next; next = pop(heap)) {
        if (next.isOver) continue;
        now = next.at;
        next.call();
        for (let turns = 0; turns < 4; turns++) await Promise.resolve(); // what follows from it
      }
    },
  };
}

function push(heap: Moment[], moment: Moment): void {
  let at = heap.push(moment) - 1;
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(heap, at, above)) return;
    swap(heap, at, above);
    at = above;
  }
}

function pop(heap: Moment[]): Moment | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return first;
  heap[0] = last;
  for (let at = 0; ;) {
    const left = 2 * at + 1;
    const least = isBefore(heap, left + 1, left) ? left + 1 : left;
    if (!isBefore(heap, least, at)) return first;
    swap(heap, at, least);
    at = least;
  }
}

function isBefore(heap: readonly Moment[], one: number, other: number): boolean {
  const [first, second] = [heap[one], heap[other]];
  return first !== undefined && second !== undefined && first.at < second.at;
}

function swap(heap: Moment[], one: number, other: number): void {
  const [first, second] = [heap[one], heap[other]];
  if (first === undefined || second === undefined) return;
  heap[one] = second;
  heap[other] = first;
}
