/** What tells that nobody waits any more: the part of an AbortSignal that is used of it. */
export interface LeaveSignal {
  readonly aborted: boolean;
  addEventListener(
    type: 'abort',
    listener: () => void,
    options?: { readonly once?: boolean },
  ): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Says to a few listeners, once, that somebody has left. An AbortController does the same for 16 us
 * a request (docs/adr/0027): it is an EventTarget, and most requests never abort.
 */
export class Leaving implements LeaveSignal {
  #listeners: (() => void)[] = [];
  #hasLeft = false;

  get aborted(): boolean {
    return this.#hasLeft;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (!this.#hasLeft) this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at >= 0) this.#listeners.splice(at, 1);
  }

  /** Tells each listener, in the order in which they came. */
  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
