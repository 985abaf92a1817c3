import { connect, type Target } from '../../db/connect.ts';
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
export async function listen(target: Target, onNews: () => void, log: Logger): Promise<Listener> {
  const database = connect({ ...target, max: 1, name: 'procwright news' });
  let isClosed = false;
  let hangUp: (isLost?: boolean) => void = () => undefined;

  const open = async () => {
    const connection = await database.connect({
      onLost: () => {
        hangUp(true);
        hangUp = () => undefined;
        if (!isClosed) openLater();
      },
    });
    hangUp = (isLost) => void connection.done(isLost);
    if (isClosed) return hangUp(true);
    connection.client.on('notification', onNews);
    connection.client.on('error', () => undefined); // onLost tells; the process must not end
    await connection.none(`listen ${CHANNEL}`).catch((error: unknown) => {
      hangUp(true);
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

  await open().catch((error: unknown) => {
    void database.$pool.end();
    throw error;
  });
  return {
    close: () => {
      isClosed = true;
      hangUp(true);
      void database.$pool.end();
    },
  };
}
