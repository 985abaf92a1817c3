import type { ProjectConfig } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';
import { type Address, connectionOf, provisionLogins } from './logins.ts';
import { readPassword } from './pass-file.ts';

/** The group that migrates; it may become the owner of all objects. */
const MIGRATOR = 'procwright_migrator';

/**
 * Makes what a migration stands on, when it isn't there: the owner and the migrator (groups without
 * login), the project's database, and the logins that are migrators only.
 *
 * @returns The server's version as a number: 150004 is 15.4.
 */
export async function ensureBase(config: ProjectConfig, cluster: Address): Promise<number> {
  const { database, logins } = config.project;
  const db = connect({ ...connectionOf(config, cluster, 'superuser', 'postgres'), max: 1 });
  try {
    const {
      version,
      migrator,
      has_database: hasDatabase,
    } = await db.one<BaseRow>(BASE, [MIGRATOR, database]);
    if (!migrator) await db.none(ROLES);
    if (!hasDatabase) await db.none(DATABASE, [database]);
    const own = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
    await closeDatabase(own, database).finally(() => own.$pool.end());
    const migrators = Object.keys(logins).filter(
      (login) => logins[login]?.length === 1 && logins[login].includes(MIGRATOR),
    );
    const fresh = migrators.filter((login) => readPassword(config, login) === null);
    if (fresh.length > 0) await provisionLogins(config, cluster, fresh);
    return version;
  } finally {
    await db.$pool.end();
  }
}

/**
 * Takes from everybody what PostgreSQL gives to everybody in a new database: connecting, temporary
 * tables, and large objects, whose bytes no quota and no owner of ours would bound.
 *
 * @param db - A superuser in that database.
 */
export async function closeDatabase(db: Pick<Database, 'none'>, database: string): Promise<void> {
  await db.none(CLOSE, [database]);
}

interface BaseRow {
  readonly version: number;
  readonly migrator: boolean;
  readonly has_database: boolean;
}

const BASE = `
select
    current_setting('server_version_num')::integer as version,
    exists (select from pg_catalog.pg_roles where rolname = $1) as migrator,
    exists (select from pg_catalog.pg_database where datname = $2) as has_database
`;

// One transaction: the four statements travel as one message.
const ROLES = `
create role procwright_owner nologin;
create role procwright_migrator nologin createrole;
grant procwright_owner to procwright_migrator;
revoke all on database postgres, template1 from public
`;

const DATABASE = `
create database $1:name
    owner procwright_owner template template0 encoding 'UTF8' locale 'C.UTF-8'
`;

// One transaction: two starts at once would update the same rows of the catalog.
const CLOSE = `
select from (select pg_advisory_xact_lock(hashtext('procwright base'))) as held;
revoke all on database $1:name from public;
revoke execute on function
    pg_catalog.lo_creat(integer), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea)
from public
`;
