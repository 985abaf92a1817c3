import { TurnedAway } from './turned-away.ts';
import type { Ask, Told } from './ask.ts';
import type { BatchItem } from './batch-plan.ts';
import { LateAnswer } from './late-answer.ts';
import { OutcomeUnknown } from './outcome-unknown.ts';

/** A request that rides in a batch. */
export interface Ride {
  readonly item: BatchItem;
  /** The same request as a call of its own. */
  readonly alone: Ask;
}

/** Milliseconds that a late rider waits for its batch to be cancelled, to know what came of it. */
const GRACE_MS = 100;

/**
 * A request from its coming to its answer. Its own deadline and its client's patience hold in a
 * batch too: it stops waiting then, and the batch is cancelled when nobody waits for it any more.
 */
export class Rider {
  readonly ride: Ride;
  readonly told: Promise<Told>;
  readonly #cameAt = performance.now();
  #departedAt: number | undefined;
  #onGone: (() => void) | undefined;
  #isGone = false;
  #timer: NodeJS.Timeout;
  #resolve: (told: Told) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  constructor(ride: Ride, onGone: () => void) {
    this.ride = ride;
    this.#onGone = onGone;
    this.told = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal, deadline } = ride.alone;
    this.#timer = setTimeout(this.#go, deadline - this.#cameAt);
    signal.addEventListener('abort', this.#go, { once: true });
  }

  /** True while somebody waits for the answer. */
  get isWaiting(): boolean {
    return !this.#isGone;
  }

  /** The batch leaves; `onGone` is called if this rider stops waiting before it is told. */
  depart(onGone: () => void): void {
    this.#departedAt = performance.now();
    this.#onGone = onGone;
    const { timing } = this.ride.alone;
    if (timing) timing.queueMs += this.#departedAt - this.#cameAt;
  }

  /** What the batch brought. */
  tell(told: Told): void {
    this.#spend();
    this.#end();
    this.#resolve(told);
  }

  /** Why there is no answer. */
  fail(error: unknown): void {
    this.#spend();
    this.#end();
    this.#reject(error);
  }

  /** Hands the request over to a call of its own, which watches its deadline by itself. */
  getOff(call: (ask: Ask) => Promise<Told>): Promise<void> {
    this.#spend();
    this.#end();
    return call(this.ride.alone).then(this.#resolve, this.#reject);
  }

  /** The deadline passes, or the client leaves. */
  readonly #go = (): void => {
    const hasDeparted = this.#departedAt !== undefined;
    const { signal, writes } = this.ride.alone;
    this.#isGone = true;
    this.#onGone?.();
    if (!hasDeparted) return this.fail(new TurnedAway('deadline'));
    if (signal.aborted) return this.fail(new TurnedAway('deadline')); // nobody reads it
    clearTimeout(this.#timer);
    const late = writes ? new OutcomeUnknown('no-answer') : new LateAnswer();
    this.#timer = setTimeout(() => this.fail(late), GRACE_MS);
  };

  #spend(): void {
    const { timing } = this.ride.alone;
    if (!timing) return;
    if (this.#departedAt === undefined) timing.queueMs += performance.now() - this.#cameAt;
    else timing.databaseMs += performance.now() - this.#departedAt;
  }

  #end(): void {
    this.#isGone = true;
    this.#onGone = undefined;
    clearTimeout(this.#timer);
    this.ride.alone.signal.removeEventListener('abort', this.#go);
  }
}
