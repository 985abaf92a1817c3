import type { Database } from '../../../db/connect.ts';
import { MARK } from './install-tracer.ts';
import { type Snapshot, TRACE_SCHEMA } from './snapshot.ts';

/** What an object was that a command dropped. */
export interface Dropped {
  /** `table`, `table column`, `index`: as event triggers call it. */
  readonly type: string;
  readonly identity: string;
  readonly oid: string;
  /** False for what went with another object. */
  readonly is_asked: boolean;
  /** True for what only CASCADE takes along. */
  readonly is_cascade: boolean;
}

/** What the clone said while a statement ran. */
export interface Message {
  readonly kind: 'start' | 'end' | 'drop';
  readonly tag: string;
  readonly state: Snapshot;
  readonly dropped: readonly Dropped[];
  /** The call stack of the server, the innermost first. */
  readonly where: string;
}

/** What PostgreSQL says of a statement that failed. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  /** `schema.name` of the table that it's about; null without one. */
  readonly table: string | null;
  readonly where: string;
}

/** One connection whose statements are run one by one and listened to. */
export interface Session {
  /** Runs one statement as it stands; null when it went well. */
  readonly run: (sql: string) => Promise<Failure | null>;
  /** @param isWhole - All relations, not only those that are locked. */
  readonly snapshot: (isWhole: boolean) => Promise<Snapshot>;
  /** The messages since the last call. */
  readonly heard: () => readonly Message[];
}

/** Runs `body` on a connection of its own. */
export async function withSession<Value>(
  pool: Database,
  body: (session: Session) => Promise<Value>,
): Promise<Value> {
  const connection = await pool.connect();
  let messages: Message[] = [];
  const listen = (notice: Readonly<Record<string, unknown>>): void => {
    const text = String(notice['message'] ?? '');
    if (!text.startsWith(MARK)) return;
    const content = JSON.parse(text.slice(MARK.length)) as Partial<Message>; // our own trigger's
    messages.push({ dropped: [], where: String(notice['where'] ?? ''), ...content } as Message);
  };
  connection.client.on('notice', listen);
  try {
    return await body({
      run: async (sql) => {
        try {
          await connection.client.query(sql);
          return null;
        } catch (error) {
          return failureOf(error);
        }
      },
      snapshot: async (isWhole) =>
        (await connection.one<{ readonly snapshot: Snapshot }>(SNAPSHOT, [isWhole])).snapshot,
      heard: () => {
        const heard = messages;
        messages = [];
        return heard;
      },
    });
  } finally {
    connection.client.off('notice', listen);
    connection.done(true);
  }
}

/** @throws What isn't an answer of the server. */
function failureOf(error: unknown): Failure {
  const fields = error as Readonly<Record<string, unknown>>;
  if (typeof fields?.['code'] !== 'string' || !/^[0-9A-Z]{5}$/.test(fields['code'])) throw error;
  const { code, schema, table } = fields;
  return {
    code,
    message: String(fields['message']),
    table: typeof table === 'string' ? `${String(schema)}.${table}` : null,
    where: String(fields['where'] ?? ''),
  };
}

const SNAPSHOT = `select ${TRACE_SCHEMA}.snapshot($1, true) as snapshot`;
