import { readCatalog } from '../../catalog/read-catalog.ts';
import { tellFault } from '../../catalog/routine-fault.ts';
import type { Catalog } from '../../catalog/routine.ts';
import { closeDatabase } from '../../cluster/base-roles.ts';
import { connectionOf, provisionLogins } from '../../cluster/logins.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../config.ts';
import { connect, type Database } from '../../db/connect.ts';
import { sqlState } from '../../db/sqlstate.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { type Grant, GRANTS } from './grants-query.ts';
import { type Trick, TRICKS } from './tricks.ts';

/** Who may do what in a database. */
export interface Privileges {
  readonly catalog: Catalog;
  readonly grants: readonly Grant[];
  /** `login: trick`, and what came of it: a SQLSTATE, or `done`. */
  readonly tried: readonly (readonly [string, string])[];
}

/**
 * Reads every grant of a database, and tries every trick as each login of a lane.
 *
 * @throws {CommandFault} When a contract can't be read.
 */
export async function readPrivileges(
  config: ProjectConfig,
  cluster: Cluster,
  database: string,
): Promise<Privileges> {
  const { logins, lanes, api } = config.project;
  await provisionLogins(config, cluster);
  const admin = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
  try {
    await closeDatabase(admin, database);
    await admin.none(CONNECT, [database, Object.values(lanes)]);
    const catalog = await readCatalog(admin, { schema: api });
    if (!catalog.ok) {
      const lines = catalog.faults.map(tellFault).join('\n');
      throw new CommandFault(EXIT.findings, lines, 'procwright check --only contract');
    }
    const roles = [...new Set([...Object.keys(logins), ...Object.values(logins).flat()])];
    const grants = await admin.any<Grant>(GRANTS, [roles]);
    const tried: (readonly [string, string])[] = [];
    for (const login of [lanes.read, lanes.write, lanes.ops]) {
      tried.push(...(await tryAll({ config, cluster, database, login })));
    }
    return { catalog: catalog.value, grants, tried };
  } finally {
    await admin.$pool.end();
  }
}

interface Place {
  readonly config: ProjectConfig;
  readonly cluster: Cluster;
  readonly database: string;
  readonly login: string;
}

async function tryAll({ config, cluster, database, login }: Place) {
  const options = ['default_transaction_read_only=off']; // as anybody may
  const db = connect({ ...connectionOf(config, cluster, login, database), max: 1, options });
  try {
    const tried: (readonly [string, string])[] = [];
    for (const trick of TRICKS) tried.push([`${login}: ${trick.name}`, await outcomeOf(db, trick)]);
    return tried;
  } finally {
    await db.$pool.end();
  }
}

/** What a trick comes to: `done`, or the SQLSTATE that ended it. Nothing of it stays. */
export async function outcomeOf(db: Pick<Database, 'task'>, trick: Trick): Promise<string> {
  return db.task(async (task) => {
    if (!trick.isAlone) await task.none('begin read write');
    try {
      for (const statement of trick.statements) await task.any(statement);
      return 'done';
    } catch (error) {
      const state = sqlState(error);
      if (state === '') throw error;
      return state;
    } finally {
      if (!trick.isAlone) await task.none('rollback');
    }
  });
}

// As the logins of the project's own database have it; each is quoted by the driver.
const CONNECT = `
grant connect on database $1:name to $2:name
`;
