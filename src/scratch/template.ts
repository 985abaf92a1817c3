import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { connectionOf } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { runPsql } from '../cluster/psql.ts';
import { type ProjectConfig, readTools } from '../config.ts';
import type { Database } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { flywayFailure } from '../flyway/flyway-failure.ts';
import { migrate } from '../flyway/flyway.ts';
import { listFiles } from '../sql-tree.ts';
import { withAdmin } from './admin.ts';
import { createDatabase, EMPTY } from './clone.ts';
import { dropDatabase, withTemplateLock } from './run-lock.ts';
import { treeHash } from './tree-hash.ts';

/** How a test's session finds pgTAP; everything else is named in full. */
export const TEST_PATH = 'search_path=tap,public';

/**
 * A migrated database with pgTAP in schema `tap`, plpgsql_check where the server has it, and
 * `sql/tests/_lib` loaded. It's built once for one content of `sql`, by one process at a time, and
 * the project's older ones are dropped.
 *
 * @returns Its name, to be cloned: nobody can connect to it.
 * @throws {CommandFault} When a migration or a fixture fails: with file, line, and SQLSTATE.
 */
export async function ensureTemplate(config: ProjectConfig, cluster: Cluster): Promise<string> {
  const { postgres } = readTools(config);
  const salt = `${cluster.serverVersion} ${postgres.pgtap} ${postgres.hasPlpgsqlCheck}`;
  const name = `scratch_${treeHash(config.root, `${config.root} ${salt}`)}`;
  await withAdmin(config, cluster, async (admin) => {
    if (await isThere(admin, name)) return;
    await withTemplateLock(admin, async () => {
      if (!(await isThere(admin, name))) await build({ config, cluster, admin, name });
    });
  });
  return name;
}

interface Build {
  readonly config: ProjectConfig;
  readonly cluster: Cluster;
  readonly admin: Database;
  readonly name: string;
}

/** Under another name until it's whole: half a template is never cloned. */
async function build({ config, cluster, admin, name }: Build): Promise<void> {
  const part = `${name}_part`;
  await dropOld(admin, config.root);
  await dropDatabase(admin, part);
  await createDatabase(admin, part, EMPTY);
  try {
    await migrateScratch(config, cluster, part);
    await loadTools({ config, cluster, admin, name: part });
    await admin.none('alter database $1:name rename to $2:name', [part, name]);
    await admin.none('comment on database $1:name is $2', [name, MARK + config.root]);
    await admin.none('alter database $1:name with is_template true allow_connections false', [
      name,
    ]);
  } catch (error) {
    await dropDatabase(admin, part);
    throw error;
  }
}

/** Brings a scratch database to the project's state, by Flyway, as the target will be. */
export async function migrateScratch(
  config: ProjectConfig,
  cluster: Cluster,
  database: string,
): Promise<void> {
  const result = await migrate(config, connectionOf(config, cluster, 'deploy', database));
  if (!result.ok) throw flywayFailure(result.faults);
}

async function loadTools({ config, cluster, name }: Build): Promise<void> {
  const { pgtap, hasPlpgsqlCheck } = readTools(config).postgres;
  const load = async (what: string, input: string): Promise<void> => {
    const { code, stderr } = await runPsql(config, cluster, {
      login: 'superuser',
      database: name,
      input,
      options: [TEST_PATH, 'client_min_messages=warning'],
    });
    if (code !== 0) {
      throw new CommandFault(EXIT.findings, `${what}: ${stderr.trim()}`, `Mend ${what}.`);
    }
  };
  await load('pgTAP', `${SCHEMAS}\n${pgtap === 'extension' ? PGTAP : plainSql(pgtap)}`);
  if (hasPlpgsqlCheck) await load('plpgsql_check', PLPGSQL_CHECK);
  for (const file of listFiles(config.root, 'sql/tests/_lib')) {
    if (file.endsWith('.sql')) await load(file, `\\i '${join(config.root, file)}'\n`);
  }
}

/** An extension's script without the lines that only `create extension` may run. */
function plainSql(file: string): string {
  return readFileSync(file, 'utf8').replaceAll(/^\\.*$/gm, '');
}

async function isThere(admin: Database, name: string): Promise<boolean> {
  return (await admin.oneOrNone(FIND, [name])) !== null;
}

async function dropOld(admin: Database, root: string): Promise<void> {
  for (const { datname, of } of await admin.any<{ datname: string; of: string }>(OLD, [MARK])) {
    if (of !== root && existsSync(of)) continue;
    await admin.none('alter database $1:name with is_template false', [datname]);
    await dropDatabase(admin, datname);
  }
}

/** Two projects may share a cluster: neither drops the other's template while it's there. */
const MARK = 'Template for the tests of ';

const FIND = 'select from pg_catalog.pg_database where datname = $1 and datistemplate';

const OLD = `
select
    datname,
    pg_catalog.substr(pg_catalog.shobj_description(oid, 'pg_database'), length($1) + 1) as of
from pg_catalog.pg_database
where
    datname like 'scratch\\_%'
    and pg_catalog.starts_with(pg_catalog.shobj_description(oid, 'pg_database'), $1)
order by datname
`;

const SCHEMAS = `
create schema tap;
grant usage on schema tap to public;
`;
const PGTAP = 'create extension pgtap schema tap;';
const PLPGSQL_CHECK =
  'create schema plpgsql_check; create extension plpgsql_check schema plpgsql_check;';
