/** Repeats that a call earns. */
const EARNED = 0.1;

/** Repeats that may be saved up: those of a moment in which every connection is lost. */
const MOST_SAVED = 20;

/**
 * Keeps repeats to a tenth of the calls. Where much fails at once, each call repeated three times
 * would be four times the load on a database that is in trouble already.
 */
export class RepeatBudget {
  #saved = MOST_SAVED;

  /** A call came. */
  earn(): void {
    this.#saved = Math.min(MOST_SAVED, this.#saved + EARNED);
  }

  /** True when one more repeat may be made, which is counted then. */
  spend(): boolean {
    if (this.#saved < 1) return false;
    this.#saved--;
    return true;
  }
}
