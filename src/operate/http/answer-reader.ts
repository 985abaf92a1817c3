/** An answer that has come whole. */
export interface ReadAnswer {
  readonly status: number;
  /** False when the server hangs up after it. */
  readonly staysOpen: boolean;
}

/**
 * Puts the answers of one connection together out of what its socket gives: the least that tells
 * where one ends (RFC 9112, a Content-Length, no chunks), so that the generator stays cheap beside
 * what it measures.
 */
export class AnswerReader {
  #head = '';
  #left = -1;
  #found: ReadAnswer = { status: 0, staysOpen: true };

  /** @returns The answer that these bytes end; null when more must come. @throws For any other. */
  feed(bytes: Buffer): ReadAnswer | null {
    if (this.#left >= 0) return this.#take(bytes.length);
    this.#head += bytes.toString('latin1');
    const end = this.#head.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = this.#head.slice(0, end + 2);
    const status = Number(head.slice(9, 12));
    const [, length] = /\r\ncontent-length: *(\d+)\r\n/i.exec(head) ?? [];
    if (length === undefined && status !== 204 && status !== 304) {
      throw new Error(`An answer without Content-Length: ${head}`);
    }
    this.#found = { status, staysOpen: !/\r\nconnection: *close\r\n/i.test(head) };
    this.#left = Number(length ?? 0);
    return this.#take(this.#head.length - end - 4);
  }

  #take(count: number): ReadAnswer | null {
    this.#left -= count;
    if (this.#left > 0) return null;
    if (this.#left < 0) throw new Error('More came than the answer has.');
    this.#left = -1;
    this.#head = '';
    return this.#found;
  }
}
