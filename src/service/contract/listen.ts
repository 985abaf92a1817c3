import type { Database } from '../../db/connect.ts';
import type { Logger } from '../../logger.ts';

/** A standing wait for news from the database. */
export interface Listener {
  readonly close: () => void;
}

/** The channel on which a migration says that it is through. */
const CHANNEL = 'procwright_contract';

/** Milliseconds between two attempts to listen again. */
const PAUSE_MS = 500;

/**
 * Calls `onNews` after each notice, and once after a lost connection is there again: a notice may
 * have been missed. It needs a session of its own, not one of a transaction pooler.
 */
export async function listen(
  database: Database,
  onNews: () => void,
  log: Logger,
): Promise<Listener> {
  let isClosed = false;
  let hangUp: () => void = () => undefined;

  const open = async () => {
    const connection = await database.connect({
      direct: true,
      onLost: () => {
        hangUp = () => undefined;
        if (!isClosed) openLater();
      },
    });
    hangUp = () => void connection.done();
    if (isClosed) return hangUp();
    connection.client.on('notification', onNews);
    connection.client.on('error', () => undefined); // onLost tells; the process must not end
    await connection.none(`listen ${CHANNEL}`).catch((error: unknown) => {
      hangUp();
      throw error;
    });
  };

  const openLater = () => {
    setTimeout(() => {
      if (isClosed) return;
      open().then(onNews, (error: unknown) => {
        log.warn('not listening for a new contract', { error });
        openLater();
      });
    }, PAUSE_MS).unref();
  };

  await open();
  return {
    close: () => {
      isClosed = true;
      hangUp();
    },
  };
}
