/** Most buffers that are kept, and the size of the largest. */
const MOST_KEPT = 32;
const MOST_BYTES = 256 * 1024;

/**
 * Keeps buffers for the next who needs one. Memory outside of the engine's heap makes it look
 * through all of that: fresh ones for each list of 200 rows did so every few hundred lists, for
 * milliseconds in which nobody is answered (docs/adr/0047).
 *
 * What a buffer holds is another request's answer: whoever gives one back has to be the last who
 * reads it, and whoever takes one reads nothing that he hasn't written.
 */
export class BufferPool {
  readonly #kept: Buffer[] = [];

  /** A buffer of so many bytes at least, with anything in it. */
  take(bytes: number): Buffer {
    const at = this.#kept.findLastIndex((kept) => kept.length >= bytes);
    const [kept] = at < 0 ? [] : this.#kept.splice(at, 1);
    return kept ?? Buffer.allocUnsafeSlow(bytes);
  }

  /** To be called once for each that was taken, or never. */
  give(buffer: Buffer): void {
    if (buffer.length > MOST_BYTES) return;
    this.#kept.push(buffer);
    if (this.#kept.length > MOST_KEPT) this.#kept.shift();
  }
}
