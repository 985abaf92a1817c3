import { Admission } from './admission.ts';
import { Leaving } from './leave-signal.ts';
import { openTrialClock } from './trial-clock.ts';

/** For tests: a load on the door of a lane, played on a clock that doesn't run by itself. */
export interface Load {
  readonly places: number;
  readonly seats: number;
  /** Milliseconds that a statement takes on average; each takes another time. */
  readonly heldMs: number;
  readonly deadlineMs: number;
  /** How many come a second, at random moments. */
  readonly perSecond: number;
  readonly seconds: number;
  /** How many come at once in the beginning. */
  readonly burst?: number;
  /** True for a door that knows seats and deadlines alone: what it would be without judging. */
  readonly isBlind?: boolean;
}

/** For tests: what came of it. */
export interface LoadEnd {
  /** Served within their deadline. */
  readonly served: number;
  /** Let in, and past their deadline when they were through: cancelled work. */
  readonly late: number;
  readonly turned: number;
  /** The waits of those who were let in, in the last three quarters of the time. */
  readonly settledMs: { readonly p50: number; readonly p99: number };
}

/** For tests: plays a load; the same one gives the same end. */
export async function playLoad(load: Load): Promise<LoadEnd> {
  const { places, seats, deadlineMs } = load;
  const clock = openTrialClock();
  const door = new Admission({ places, seats, clock });
  const random = seeded(7);
  const end = { served: 0, late: 0, turned: 0 };
  const waits: number[] = [];
  const { now } = clock;

  const come = () => {
    const cameAt = now();
    const deadline = cameAt + deadlineMs;
    door.enter({ deadline, signal: new Leaving() }).then(
      () => {
        if (cameAt > load.seconds * 250) waits.push(now() - cameAt);
        const heldMs = -Math.log(1 - random()) * load.heldMs;
        clock.after(heldMs, () => {
          end[now() <= deadline ? 'served' : 'late']++;
          door.leave(load.isBlind === true ? 0 : heldMs);
        });
      },
      () => end.turned++,
    );
  };

  for (let i = 0; i < (load.burst ?? 0); i++) clock.after(0, come);
  let at = 0;
  while (load.perSecond > 0 && at < load.seconds * 1000) {
    at += (-Math.log(1 - random()) * 1000) / load.perSecond;
    clock.after(at, come);
  }
  await clock.play();
  waits.sort((a, b) => a - b);
  const share = (part: number) => waits[Math.floor(waits.length * part)] ?? 0;
  return { ...end, settledMs: { p50: share(0.5), p99: share(0.99) } };
}

/** Numbers from 0 to below 1, the same ones for one seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
