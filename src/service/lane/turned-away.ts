/** Why a request was not let in. */
export type Turned = 'crowded' | 'deadline' | 'full' | 'stopping';

/** Thrown for a request that was not let in: it had no effect. */
export class TurnedAway extends Error {
  readonly reason: Turned;
  /** After which whoever waits now will be through; 1 at least. */
  readonly retryAfterSeconds: number;

  constructor(reason: Turned, retryAfterMs = 0) {
    super(`The lane is not open: ${reason}.`);
    this.name = 'TurnedAway';
    this.reason = reason;
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  }
}
