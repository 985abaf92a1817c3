import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readFingerprint } from '../catalog/fingerprint.ts';
import { connectionOf } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { runPsql } from '../cluster/psql.ts';
import type { ProjectConfig } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';
import { makeHistory, MIGRATION_SETTINGS } from '../scratch/empty-history.ts';

/** A scratch database whose state is moved file by file, as Flyway would. */
export interface ScratchState {
  /** Runs a file of the project; null when it went well, else what psql said. */
  readonly apply: (file: string) => Promise<string | null>;
  readonly fingerprint: () => Promise<readonly string[]>;
  /** Drops every routine of the project, and with it the triggers that call one. */
  readonly dropRoutines: () => Promise<void>;
}

/** Runs `body` on a database that has Flyway's empty history, and nothing else. */
export async function withScratchState<Value>(
  config: ProjectConfig,
  cluster: Cluster,
  database: string,
  body: (state: ScratchState) => Promise<Value>,
): Promise<Value> {
  await makeHistory(config, cluster, database);
  const pool = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
  try {
    return await body({
      apply: async (file) => {
        const { code, stderr } = await runPsql(config, cluster, {
          login: 'deploy',
          database,
          file: join(config.root, file),
          options: MIGRATION_SETTINGS,
          singleTransaction: isTransactional(config.root, file),
        });
        return code === 0 ? null : stderr.replaceAll(`psql:${config.root}/`, '').trim();
      },
      fingerprint: () => readFingerprint(pool),
      dropRoutines: () => dropRoutines(pool),
    });
  } finally {
    await pool.$pool.end();
  }
}

/** Flyway's rule: a file is one transaction, but for what the server refuses in one. */
function isTransactional(root: string, file: string): boolean {
  const text = readFileSync(join(root, file), 'utf8');
  return !/^\s*(create|drop)\s+(unique\s+)?index\s+concurrently\b/im.test(text);
}

async function dropRoutines(pool: Database): Promise<void> {
  for (const { statement } of await pool.any<{ readonly statement: string }>(DROPS)) {
    await pool.none(statement);
  }
}

const DROPS = `
select format('drop routine if exists %s cascade', p.oid::regprocedure) as statement
from pg_catalog.pg_proc as p
where
    p.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as d
        where
            d.classid = 'pg_catalog.pg_proc'::regclass
            and d.objid = p.oid
            and d.deptype = 'e'
    )
order by p.oid
`;
