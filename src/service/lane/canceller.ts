import type { Database } from '../../db/connect.ts';
import { Connections } from './connections.ts';
import { inTime } from './in-time.ts';

/** Milliseconds that a cancel may take to be sent and told. */
const CANCEL_MS = 250;

/** Cancels statements over a connection of its own, which is given up when it falls silent. */
export class Canceller {
  readonly #connections: Connections;

  constructor(control: Database) {
    this.#connections = new Connections(control);
  }

  /**
   * Cancels what a backend runs.
   *
   * @returns False when that is not certain: then nobody may use its connection any more, since
   * the cancel may still be on its way.
   */
  async cancel(processId: number): Promise<boolean> {
    const deadline = performance.now() + CANCEL_MS;
    const held = await this.#connections.take(deadline).catch(() => undefined);
    if (!held) return false;
    const { client, release, drop } = held;
    const query = { text: 'select pg_cancel_backend($1)', values: [processId] };
    return inTime(client.query(query), deadline).then(
      () => {
        release();
        return true;
      },
      () => {
        drop();
        return false;
      },
    );
  }
}
