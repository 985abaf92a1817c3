import type { Database } from '../../db/connect.ts';
import type { Row } from '../answer/row-serializer.ts';
import { inTime } from './in-time.ts';

/** The part of the driver's client that pg-promise's types leave out. */
export interface RawClient {
  readonly processID: number;
  query(query: object): Promise<{
    readonly rows: readonly Row[];
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  }>;
  readonly connection: { readonly stream: { destroy(): void } };
}

/** A connection that one statement has for itself. */
export interface Held {
  readonly client: RawClient;
  /** Back to the pool, for the next statement. */
  readonly release: () => void;
  /** Away with it, its socket too: no farewell, since nobody may be there to read it. */
  readonly drop: () => void;
}

/** Milliseconds of rest after which a connection is asked whether it is still one. */
const REST_MS = 15_000;

/** Milliseconds that it has to answer that. */
const ANSWER_MS = 250;

/**
 * The connections of a pool that can be trusted. One whose other end went away without a word (a
 * firewall that forgot it, a machine that lost its power) looks like any other until a statement
 * waits for an answer: so one that has rested long is asked first, and all are given up when one
 * of them fell silent, or when the server turns out to be another than it was.
 */
export class Connections {
  readonly #database: Database;
  readonly #known = new WeakMap<RawClient, { readonly era: number; usedAt: number }>();
  readonly #restMs: number;
  #era = 0;

  constructor(database: Database, restMs: number = REST_MS) {
    this.#database = database;
    this.#restMs = restMs;
  }

  /** Gives up every connection there is: each is dropped when its turn comes. */
  distrust(): void {
    this.#era++;
  }

  /**
   * One that can be trusted, before the deadline.
   *
   * @throws What the driver throws when there is none, `ETIMEDOUT` when none comes in time.
   */
  async take(deadline: number): Promise<Held> {
    for (;;) {
      const held = await this.#connect(deadline);
      const { client, drop } = held;
      const known = this.#known.get(client) ?? { era: this.#era, usedAt: performance.now() };
      this.#known.set(client, known);
      const hasRested = performance.now() - known.usedAt > this.#restMs;
      if (known.era === this.#era && (!hasRested || (await answers(client)))) {
        known.usedAt = performance.now();
        return held;
      }
      if (hasRested) this.distrust();
      drop();
    }
  }

  /** When none comes in time, the late one goes back unused. */
  async #connect(deadline: number): Promise<Held> {
    const connecting = this.#database.connect();
    const connection = await inTime(connecting, deadline).catch((error: unknown) => {
      connecting.then(({ done }) => done()).catch(() => undefined);
      throw error;
    });
    const client = connection.client as unknown as RawClient; // pg's own client, with more to it
    return {
      client,
      release: () => void connection.done(),
      drop: () => {
        client.connection.stream.destroy();
        void connection.done(true);
      },
    };
  }
}

function answers(client: RawClient): Promise<boolean> {
  return inTime(client.query({ text: 'select 1' }), performance.now() + ANSWER_MS).then(
    () => true,
    () => false,
  );
}
