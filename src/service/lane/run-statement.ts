import type { Database } from '../../db/connect.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import type { Row } from '../answer/row-serializer.ts';
import { TurnedAway } from './admission.ts';
import type { Ask, Told } from './ask.ts';
import { isLost, isUnreplicated, OutcomeUnknown } from './outcome-unknown.ts';

type Connection = Awaited<ReturnType<Database['connect']>>;

/** The part of the driver's client that pg-promise's types leave out. */
interface RawClient {
  readonly processID: number;
  query(query: object): Promise<{
    readonly rows: readonly Row[];
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  }>;
}

/**
 * Sends one statement and waits for its answer, at most until the deadline: then, or when the
 * client leaves, it is cancelled in the database.
 *
 * The connection goes back to its pool only after both the statement and the cancelling have ended:
 * a late cancel must not hit the next request.
 *
 * @throws {OutcomeUnknown} When it may have had an effect that nobody can vouch for.
 */
export async function runStatement(
  database: Database,
  control: Database,
  { name, text, values, deadline, signal, writes }: Ask,
): Promise<Told> {
  const connection = await connectBy(database, deadline);
  const client = connection.client as unknown as RawClient; // pg's own client, with more to it
  let cancelling: Promise<boolean> | undefined;
  const cancel = () => {
    cancelling ??= cancelBackend(control, client.processID);
  };
  const timer = setTimeout(cancel, Math.max(0, deadline - performance.now()));
  signal.addEventListener('abort', cancel, { once: true });

  let isBroken = false;
  try {
    if (signal.aborted) throw new TurnedAway('deadline');
    const query = { name, text, values, rowMode: 'array', types: RAW };
    const { rows, fields } = await client.query(query);
    if (isUnreplicated(client)) throw new OutcomeUnknown('not-replicated');
    return {
      rows,
      columns: fields.map((field) => field.name),
      types: fields.map((field) => field.dataTypeID),
    };
  } catch (error) {
    isBroken = isDisconnected(error) || PLAN_IS_STALE.has(sqlState(error));
    if (isUnreplicated(client)) throw new OutcomeUnknown('not-replicated', error);
    if (writes && isLost(error)) throw new OutcomeUnknown('connection-lost', error);
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
    const wasCancelled = (await cancelling) ?? true;
    connection.done(isBroken || !wasCancelled);
  }
}

/** Leaves every value as the database's text. */
const RAW = { getTypeParser: () => (text: string) => text };

/** After these a prepared statement fails for ever on its connection: a new one heals it. */
const PLAN_IS_STALE = new Set(['0A000', 'XX000', '26000']);

/** A connection of the pool; when none comes before the deadline, the late one goes back unused. */
async function connectBy(database: Database, deadline: number): Promise<Connection> {
  const connecting = database.connect();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('No connection in time'), { code: 'ETIMEDOUT' })),
      Math.max(0, deadline - performance.now()),
    );
  });
  try {
    return await Promise.race([connecting, late]);
  } catch (error) {
    connecting.then((connection) => connection.done()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** @returns False when the cancel could not be sent: then the connection is of no more use. */
async function cancelBackend(control: Database, processId: number): Promise<boolean> {
  return control.one('select pg_cancel_backend($1)', [processId]).then(
    () => true,
    () => false,
  );
}
