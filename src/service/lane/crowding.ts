/** Milliseconds that a queue may make wait all the time, where statements are short. */
const TARGET_MS = 50;

/** Milliseconds of longer waits after which a queue is no burst, but a crowd. */
const PERSISTING_MS = 250;

/** What a crowd may take of the time that a request has: the rest is for being served. */
const WAITING_SHARE = 0.1;

/** How much the newest statement counts in the average of what they take. */
const WEIGHT = 0.05;

/**
 * Judges a queue by how long it makes wait, in milliseconds on any one clock.
 *
 * A burst may fill it: those who wait are served soon. Where waits stay long, more come than are
 * served, and each seat more is a wait for all: from then on nobody is let in to wait for more than
 * a tenth of his time, until a wait is short again. This is CoDel's test (RFC 8289) at the door:
 * what is turned away there has cost nothing yet. The target grows with what a statement takes,
 * since a lane of long ones can't have short waits.
 */
export class Crowding {
  readonly #places: number;
  #heldMs = 1;
  #longSince: number | undefined;

  constructor(places: number) {
    this.#places = places;
  }

  /** A place was held so long. One long report among short calls hardly counts; many do. */
  held(ms: number): void {
    const most = 4 * this.#heldMs + 10;
    this.#heldMs += WEIGHT * (Math.min(ms, most) - this.#heldMs);
  }

  /** Somebody came in after a wait. */
  waited(ms: number, now: number): void {
    if (ms < this.#targetMs) this.#longSince = undefined;
    else this.#longSince ??= now;
  }

  /** The wait of somebody who has so many before him. */
  expectedMs(ahead: number): number {
    return ((ahead + 1) * this.#heldMs) / this.#places;
  }

  /** True when somebody with so many before him, and so much time, should not wait in a crowd. */
  isTooLong(ahead: number, { leftMs, now }: { leftMs: number; now: number }): boolean {
    const isCrowd = this.#longSince !== undefined && now - this.#longSince > PERSISTING_MS;
    return isCrowd && this.expectedMs(ahead) > WAITING_SHARE * leftMs;
  }

  /** True when somebody with so many before him can't be served in the time that he has left. */
  isTooLate(ahead: number, leftMs: number): boolean {
    return this.expectedMs(ahead) > leftMs;
  }

  get #targetMs(): number {
    return Math.max(TARGET_MS, this.#heldMs);
  }
}
