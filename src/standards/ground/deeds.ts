import type { Statement } from '../statement.ts';
import { callsOf, ownCalls } from './calls.ts';
import { relationName } from './names.ts';
import { allWrites } from './writes.ts';

/** Something that a statement does to, or takes from, what isn't its own. */
export interface Deed {
  /** Behind `This`: `update is`, `call of nextval is`. */
  readonly what: string;
  readonly start: number;
}

/** What PostgreSQL allows a volatile routine alone: changes, locks, sequences, chance. */
export function writesOrLocks(statement: Statement): readonly Deed[] {
  return [
    ...changes(statement),
    ...ownCalls(statement, CHANCES).map(({ name, start }) => deed(`call of ${name}`, start)),
  ];
}

/** What no parallel worker may do: changes, locks, sequences, settings. */
export function changes(statement: Statement): readonly Deed[] {
  return [
    ...allWrites(statement).map(({ word, start }) => deed(word, start)),
    ...statement
      .all('SelectStmt')
      .flatMap(({ lockingClause }) =>
        lockingClause === undefined ? [] : [deed('lock of rows', statement.start)],
      ),
    ...ownCalls(statement, CHANGES).map(({ name, start }) => deed(`call of ${name}`, start)),
  ];
}

const deed = (what: string, start: number): Deed => ({ what: `${what} stands`, start });

const CHANGES: ReadonlySet<string> = new Set([
  'lo_create',
  'lo_from_bytea',
  'lo_put',
  'lo_unlink',
  'nextval',
  'pg_notify',
  'set_config',
  'setval',
]);

const CHANCES: ReadonlySet<string> = new Set([
  'clock_timestamp',
  'gen_random_uuid',
  'pg_advisory_lock',
  'pg_advisory_xact_lock',
  'pg_sleep',
  'random',
  'timeofday',
  'uuid_generate_v4',
  'uuidv7',
]);

/** What may be another the next time: rows of tables, the clock, settings. */
export function readsState(statement: Statement): readonly Deed[] {
  const ctes = new Set(statement.all('CommonTableExpr').map(({ ctename }) => ctename));
  const tables = statement
    .all('RangeVar')
    .filter(({ relname, schemaname }) => schemaname !== undefined || !ctes.has(relname));
  const calls = callsOf(statement).filter(
    ({ name, schema }) => schema === null && STATES.has(name),
  );
  return [
    ...tables.map((table) => deed(`read of ${relationName(table)}`, statement.at(table.location))),
    ...statement
      .all('SQLValueFunction')
      .map(({ location }) => deed('value of the session', statement.at(location))),
    ...calls.map(({ name, start }) => deed(`call of ${name}`, start)),
  ];
}

const STATES: ReadonlySet<string> = new Set([
  'current_setting',
  'now',
  'pg_backend_pid',
  'statement_timestamp',
  'transaction_timestamp',
]);
