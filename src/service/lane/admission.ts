import { type Clock, REAL } from './clock.ts';
import { Crowding } from './crowding.ts';
import type { LeaveSignal } from './leave-signal.ts';
import { type Turned, TurnedAway } from './turned-away.ts';
import { withoutStack } from './without-stack.ts';

/** How long a request waits for its turn, and what ends its waiting early. */
export interface Patience {
  /** On the clock of `performance.now()`. */
  readonly deadline: number;
  readonly signal: LeaveSignal;
}

interface Waiting {
  readonly cameAt: number;
  readonly enter: () => void;
  readonly turnAway: (reason: Turned) => void;
}

/** How a lane's door is laid out. */
export interface AdmissionOptions {
  /** How many may be inside. */
  readonly places: number;
  /** How many may wait, whatever the waits are: what the memory has to hold. */
  readonly seats: number;
  readonly clock?: Clock;
}

/**
 * The door of a lane: so many inside, first come first served, and turned away at once whoever
 * could not be served in time, or would make a crowd of the queue. A queue without bound answers
 * late, when nobody waits for the answer. Measured in docs/adr/0026.
 */
export class Admission {
  readonly #places: number;
  readonly #seats: number;
  readonly #clock: Clock;
  readonly #crowding: Crowding;
  readonly #queue = new Set<Waiting>();
  readonly #turned = { crowded: 0, deadline: 0, full: 0, stopping: 0 };
  #inside = 0;
  #isStopping = false;

  constructor({ places, seats, clock = REAL }: AdmissionOptions) {
    this.#places = places;
    this.#seats = seats;
    this.#clock = clock;
    this.#crowding = new Crowding(places);
  }

  get inside(): number {
    return this.#inside;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** How many were turned away since the start, and why. */
  get turned(): Readonly<Record<Turned, number>> {
    return this.#turned;
  }

  /** Resolves inside; whoever came in calls `leave`. @throws {TurnedAway} */
  async enter({ deadline, signal }: Patience): Promise<void> {
    const leftMs = signal.aborted ? 0 : deadline - this.#clock.now();
    const reason = this.#objection(leftMs);
    if (reason !== undefined) throw this.#away(reason);
    if (this.#inside < this.#places) {
      this.#inside++;
      return;
    }
    await this.#wait({ deadline, signal });
  }

  /** Why nobody with so much time left should come now; undefined where he may. */
  #objection(leftMs: number): Turned | undefined {
    const ahead = this.#queue.size;
    if (this.#isStopping) return 'stopping';
    if (leftMs <= 0) return 'deadline';
    if (this.#inside < this.#places) return undefined;
    if (ahead >= this.#seats) return 'full';
    if (this.#crowding.isTooLate(ahead, leftMs)) return 'deadline';
    const now = this.#clock.now();
    if (this.#crowding.isTooLong(ahead, { leftMs, now })) return 'crowded';
    return undefined;
  }

  /** What `enter` would throw now: asked before a request has cost anything. */
  refusal(leftMs: number): TurnedAway | undefined {
    const reason = this.#objection(leftMs);
    return reason === undefined ? undefined : this.#away(reason);
  }

  #away(reason: Turned): TurnedAway {
    this.#turned[reason]++;
    const retryAfterMs = this.#crowding.expectedMs(this.#queue.size);
    return withoutStack(() => new TurnedAway(reason, retryAfterMs));
  }

  #wait({ deadline, signal }: Patience): Promise<void> {
    const cameAt = this.#clock.now();
    return new Promise((resolve, reject) => {
      const finish = (end: () => void) => {
        this.#queue.delete(waiting);
        endTimer();
        signal.removeEventListener('abort', giveUp);
        end();
      };
      const waiting: Waiting = {
        cameAt,
        enter: () => finish(resolve),
        turnAway: (reason) => finish(() => reject(this.#away(reason))),
      };
      const giveUp = () => waiting.turnAway('deadline');
      const endTimer = this.#clock.after(deadline - cameAt, giveUp);
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(waiting);
    });
  }

  /** Hands the place, held for so many ms, to whoever waits longest; false if nobody does. */
  leave(heldMs: number): boolean {
    this.#crowding.held(heldMs);
    const now = this.#clock.now();
    const [next] = this.#queue;
    this.#crowding.waited(next ? now - next.cameAt : 0, now);
    if (next) next.enter();
    else this.#inside--;
    return next !== undefined;
  }

  /** From now on nobody comes in; those inside stay. */
  stop(): void {
    this.#isStopping = true;
    for (const waiting of [...this.#queue]) waiting.turnAway('stopping');
  }
}
