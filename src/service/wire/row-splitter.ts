import type { EventEmitter } from 'node:events';

/** Takes the rows of one statement as they come. It never throws: nobody could catch it. */
export interface RowSink {
  /**
   * @param bytes - Of which the row is a part.
   * @param at - Where its fields begin: the length of each in four bytes, then its text.
   * @param count - How many fields it has.
   */
  readonly take: (bytes: Buffer, at: number, count: number) => void;
}

/** The type of the message that is a row, and the least a message has: PostgreSQL, 55.7. */
const DATA_ROW = 0x44;
const HEAD_BYTES = 5;

/**
 * Stands between a connection's socket and the driver. It hands over everything, whole messages
 * always, but for the rows of a statement that has a sink: those go there.
 */
export class RowSplitter {
  /** Who gets the rows of the statement that runs now; null for the driver. */
  sink: RowSink | null = null;
  readonly #deliver: (bytes: Buffer) => void;
  #parts: Buffer[] = [];
  #held = 0;
  #wanted = HEAD_BYTES;

  constructor(deliver: (bytes: Buffer) => void) {
    this.#deliver = deliver;
  }

  /** Bytes of the socket, cut anywhere. */
  readonly take = (chunk: Buffer): void => {
    this.#parts.push(chunk);
    this.#held += chunk.length;
    if (this.#held < this.#wanted) return; // a message of many chunks is put together once
    const bytes = this.#parts.length === 1 ? chunk : Buffer.concat(this.#parts);
    const rest = this.#split(bytes);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
    this.#wanted = rest.length < HEAD_BYTES ? HEAD_BYTES : endOf(rest, 0);
  };

  /** @returns The message that has only begun. */
  #split(bytes: Buffer): Buffer {
    let from = 0;
    let at = 0;
    while (at + HEAD_BYTES <= bytes.length) {
      const end = endOf(bytes, at);
      if (end > bytes.length) break;
      if (bytes[at] === DATA_ROW && this.sink !== null) {
        const { sink } = this;
        if (from < at) this.#deliver(bytes.subarray(from, at)); // its statement's, so it stays
        from = end;
        sink.take(bytes, at + HEAD_BYTES + 2, bytes.readUInt16BE(at + HEAD_BYTES));
      }
      at = end;
    }
    if (from < at) this.#deliver(bytes.subarray(from, at));
    return bytes.subarray(at);
  }
}

/** Where a message ends: its length counts itself, and not the type before it. */
const endOf = (bytes: Buffer, at: number): number => at + 1 + bytes.readUInt32BE(at + 1);

/** A client of the driver, as far as it is looked into. */
interface Wired {
  readonly connection: { readonly stream: EventEmitter };
}

const splitters = new WeakMap<object, RowSplitter>();

/** Gives each connection of a pool its splitter, when it is open and nothing has been asked yet. */
export function splitRows(pool: EventEmitter): void {
  pool.on('connect', (client: Wired) => {
    const { stream } = client.connection;
    const [deliver, ...others] = stream.listeners('data') as ((bytes: Buffer) => void)[];
    if (deliver === undefined || others.length > 0) {
      throw new Error('The driver does not listen to its socket by one listener.');
    }
    const splitter = new RowSplitter(deliver);
    stream.removeListener('data', deliver);
    stream.on('data', splitter.take);
    splitters.set(client, splitter);
  });
}

/** The splitter of a connection. @throws For one whose pool has none. */
export function splitterOf(client: object): RowSplitter {
  const splitter = splitters.get(client);
  if (splitter) return splitter;
  throw new Error('The pool of this connection splits no rows.');
}
