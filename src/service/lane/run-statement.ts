import type { Row } from '../answer/row-serializer.ts';
import type { ListWriter } from '../wire/list-writer.ts';
import { splitterOf } from '../wire/row-splitter.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import { TurnedAway } from './turned-away.ts';
import type { Ask, Told } from './ask.ts';
import type { Canceller } from './canceller.ts';
import type { Connections, RawClient } from './connections.ts';
import { LateAnswer } from './late-answer.ts';
import { isLost, isUnreplicated, OutcomeUnknown } from './outcome-unknown.ts';
import { StandbyFound } from './standby-found.ts';

/** What a statement needs to get to the database, and to be stopped there. */
export interface Ways {
  readonly connections: Connections;
  readonly canceller: Canceller;
}

/** Milliseconds that a cancelled statement has to end, before its connection counts as silent. */
const GRACE_MS = 250;

/**
 * Sends one statement and waits for its answer, at most until the deadline: then, or when the
 * client leaves, it is cancelled in the database. A connection over which nothing comes back then
 * either is dropped, and with it the trust in all others.
 *
 * The connection goes back to its pool only after both the statement and the cancelling have ended:
 * a late cancel must not hit the next request.
 *
 * @throws {OutcomeUnknown} When it may have had an effect that nobody can vouch for.
 */
export async function runStatement({ connections, canceller }: Ways, ask: Ask): Promise<Told> {
  const { signal, writes } = ask;
  const { client, release, drop } = await connections.take(ask.deadline);
  const watch = watchOver(ask, () => canceller.cancel(client.processID));
  let isBroken = false;
  try {
    if (signal.aborted) throw new TurnedAway('deadline');
    const told = await Promise.race([send(client, ask), watch.silence]);
    if (isUnreplicated(client)) throw new OutcomeUnknown('not-replicated');
    return told;
  } catch (error) {
    isBroken = isDisconnected(error) || isSilent(error) || BREAKS.has(sqlState(error));
    if (isUnreplicated(client)) throw new OutcomeUnknown('not-replicated', error);
    if (isSilent(error)) connections.distrust();
    if (writes && sqlState(error) === READ_ONLY) {
      connections.distrust();
      throw new StandbyFound(error);
    }
    if (writes && isLost(error)) throw new OutcomeUnknown('connection-lost', error);
    throw error;
  } finally {
    const isCertain = await watch.end();
    if (isBroken || !isCertain) drop();
    else release();
  }
}

async function send(client: RawClient, { name, text, values, writer }: Ask): Promise<Told> {
  const query = { name, text, values, rowMode: 'array', types: RAW };
  const list = writer?.();
  const splitter = list ? splitterOf(client) : null;
  if (splitter && list) splitter.sink = list;
  try {
    const { rows, fields } = await client.query(query);
    const told = {
      rows,
      columns: fields.map((field) => field.name),
      types: fields.map((field) => field.dataTypeID),
    };
    return list ? { ...told, ...writtenOf(list) } : told;
  } finally {
    if (splitter) splitter.sink = null;
  }
}

/** What is told of a list that was written. */
function writtenOf(list: ListWriter): Pick<Told, 'rows' | 'written'> {
  const { count, first, last, ...written } = list.finish();
  const rows = new Array<Row>(count);
  if (first && last) [rows[0], rows[count - 1]] = [first, last];
  return { rows, written };
}

/** Leaves every value as the database's text. */
const RAW = { getTypeParser: () => (text: string) => text };

/** Where a server takes no writes: it became a standby, or is one since a failover. */
const READ_ONLY = '25006';

/** After these a prepared statement fails for ever on its connection: a new one heals it. */
const BREAKS = new Set(['0A000', 'XX000', '26000']);

interface Watch {
  /** Rejects when a cancelled statement has not ended in time. */
  readonly silence: Promise<never>;
  /** No cancel is sent any more; resolves when one that was is through: false if it may not be. */
  readonly end: () => Promise<boolean>;
}

/** Cancels a statement at its deadline, or when its client leaves, and waits for its end. */
function watchOver({ deadline, signal, writes }: Ask, send: () => Promise<boolean>): Watch {
  let cancelling: Promise<boolean> | undefined;
  let fallSilent: (error: Error) => void = () => undefined;
  const silence = new Promise<never>((_, reject) => (fallSilent = reject));
  silence.catch(() => undefined); // the statement may end without anybody waiting for it

  const cancel = () => {
    clearTimeout(timer);
    cancelling ??= send();
    const late = () => fallSilent(writes ? new OutcomeUnknown('no-answer') : new LateAnswer());
    timer = setTimeout(late, GRACE_MS);
  };
  let timer = setTimeout(cancel, Math.max(0, deadline - performance.now()));
  signal.addEventListener('abort', cancel, { once: true });
  return {
    silence,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      return cancelling ?? Promise.resolve(true);
    },
  };
}

function isSilent(error: unknown): boolean {
  const isDoubt = error instanceof OutcomeUnknown && error.doubt === 'no-answer';
  return isDoubt || error instanceof LateAnswer;
}
