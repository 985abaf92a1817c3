import type { LeaveSignal } from './leave-signal.ts';

/** Why a request was not let in. */
export type Turned = 'deadline' | 'full' | 'stopping';

/** Thrown for a request that was not let in: it had no effect. */
export class TurnedAway extends Error {
  readonly reason: Turned;

  constructor(reason: Turned) {
    super(`The lane is not open: ${reason}.`);
    this.name = 'TurnedAway';
    this.reason = reason;
  }
}

/** How long a request waits for its turn, and what ends its waiting early. */
export interface Patience {
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  readonly signal: LeaveSignal;
}

interface Waiting {
  readonly enter: () => void;
  readonly turnAway: (reason: Turned) => void;
}

/**
 * The door of a lane: so many inside, so many waiting, first come first served, and everyone else
 * turned away at once. A queue without bound answers late, when nobody waits for the answer.
 */
export class Admission {
  readonly #places: number;
  readonly #seats: number;
  readonly #queue = new Set<Waiting>();
  #inside = 0;
  #isStopping = false;

  constructor(places: number, seats: number) {
    this.#places = places;
    this.#seats = seats;
  }

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** Resolves inside; whoever came in calls `leave`. @throws {TurnedAway} */
  async enter({ deadline, signal }: Patience): Promise<void> {
    if (this.#isStopping) throw new TurnedAway('stopping');
    if (signal.aborted || performance.now() >= deadline) throw new TurnedAway('deadline');
    if (this.#inside < this.#places) {
      this.#inside++;
      return;
    }
    if (this.#queue.size >= this.#seats) throw new TurnedAway('full');
    await this.#wait({ deadline, signal });
  }

  #wait({ deadline, signal }: Patience): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (end: () => void) => {
        this.#queue.delete(waiting);
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        end();
      };
      const waiting: Waiting = {
        enter: () => finish(resolve),
        turnAway: (reason) => finish(() => reject(new TurnedAway(reason))),
      };
      const giveUp = () => waiting.turnAway('deadline');
      const timer = setTimeout(giveUp, deadline - performance.now());
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(waiting);
    });
  }

  /** Hands the place to whoever waits longest. */
  leave(): void {
    const [next] = this.#queue;
    if (next) next.enter();
    else this.#inside--;
  }

  /** From now on nobody comes in; those inside stay. */
  stop(): void {
    this.#isStopping = true;
    for (const waiting of [...this.#queue]) waiting.turnAway('stopping');
  }
}
