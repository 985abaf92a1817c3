import { readCatalog } from '../../catalog/read-catalog.ts';
import { connect, type Database, type Password } from '../../db/connect.ts';
import type { Reach } from '../../db/reach.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import type { Project } from '../../project.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

const told = diagnosisOf('database');

/** How a lane connects. */
export interface LanePlace {
  readonly url: string;
  readonly password?: Password;
  readonly reach?: Reach | undefined;
}

/** A database, as the lanes of the service see it. */
export interface SeenDatabase {
  readonly project: Pick<Project, 'api' | 'horizons' | 'lanes'>;
  readonly lanes: Readonly<Record<keyof Project['lanes'], LanePlace>>;
}

/** Asks a database as each lane: who it is, what it may do, what it can be asked for, how long. */
export async function lookAtDatabase(seen: SeenDatabase): Promise<readonly Diagnosis[]> {
  const lines: Diagnosis[] = [];
  for (const name of ['read', 'write', 'ops'] as const) {
    const db = connect({ ...seen.lanes[name], max: 1, connectMs: 5_000 });
    try {
      lines.push(...(await lookAsLane(db, name)));
      if (name === 'ops') lines.push(...(await lookAsOperator(db, seen)));
    } catch (error) {
      lines.push(told(`lane ${name}`, 'bad', reasonOf(error)));
    } finally {
      await db.$pool.end();
    }
  }
  return lines;
}

async function lookAsLane(db: Database, name: string): Promise<readonly Diagnosis[]> {
  const row = await db.one<LaneRow>(LANE);
  const surplus = [
    ...(row.is_super ? ['is a superuser'] : []),
    ...(row.tables > 0 ? [`may touch ${row.tables} tables`] : []),
    ...(row.makes_tables ? ['may make temporary tables'] : []),
    ...(row.makes_objects ? ['may store large objects'] : []),
  ];
  const who = `${row.login}, PostgreSQL ${row.version}`;
  return [
    surplus.length === 0
      ? told(`lane ${name}`, 'good', who)
      : told(`lane ${name}`, 'doubtful', `${who}: it ${surplus.join(', ')}`),
  ];
}

async function lookAsOperator(
  db: Database,
  { project, lanes }: SeenDatabase,
): Promise<readonly Diagnosis[]> {
  const roles = [lanes.read, lanes.write].map(({ url }) =>
    decodeURIComponent(new URL(url).username),
  );
  const catalog = await readCatalog(db, { schema: project.api, roles });
  const lines: Diagnosis[] = [];
  if (catalog.ok) {
    const served = catalog.value.routines.filter(({ contract }) => contract.route !== null);
    const shut = served.filter(({ callers }) => callers.length === 0).map(({ name }) => name);
    const says = `${served.length} routes of schema ${project.api}`;
    lines.push(
      shut.length === 0
        ? told('contract', 'good', says)
        : told('contract', 'bad', `${says}; no lane may call ${shut.join(', ')}`),
    );
  } else {
    lines.push(
      told('contract', 'bad', `${catalog.faults.length} faults: procwright contract show`),
    );
  }
  for (const { routine, column, least } of project.horizons ?? []) {
    const [schema = '', name = ''] = routine.split('.');
    const { left } = await db.one<{ readonly left: number }>(HORIZON, { column, schema, name });
    const says = `${column} ${left}; at least ${least}`;
    lines.push(told(routine, left >= least ? 'good' : 'bad', says));
  }
  return lines;
}

function reasonOf(error: unknown): string {
  const state = sqlState(error);
  if (isDisconnected(error)) return `the server can't be reached (${state || 'no answer'})`;
  if (state === '28P01') return 'the password is wrong (28P01)';
  return `it failed (${state || 'no code'})`;
}

interface LaneRow {
  readonly login: string;
  readonly version: string;
  readonly is_super: boolean;
  readonly tables: number;
  readonly makes_tables: boolean;
  readonly makes_objects: boolean;
}

const LANE = `
select
    current_user::text as login,
    current_setting('server_version') as version,
    r.rolsuper as is_super,
    (
        select count(*)::integer
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where
            n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and c.relkind in ('r', 'p', 'v', 'm', 'f')
            and has_table_privilege(c.oid, 'select, insert, update, delete, truncate')
    ) as tables,
    has_database_privilege(current_database(), 'temporary') as makes_tables,
    has_function_privilege('pg_catalog.lo_create(oid)', 'execute') as makes_objects
from pg_catalog.pg_roles as r
where r.rolname = current_user
`;

const HORIZON = `
select h.$<column:name> as left
from $<schema:name>.$<name:name>() as h
`;
