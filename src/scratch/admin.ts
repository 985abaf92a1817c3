import { type Cluster } from '../cluster/private-cluster.ts';
import { connectionOf } from '../cluster/logins.ts';
import type { ProjectConfig } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';

/** Runs `body` with a pool of the superuser on a database, `postgres` when none is named. */
export async function withAdmin<Value>(
  config: ProjectConfig,
  cluster: Cluster,
  body: (admin: Database) => Promise<Value>,
  database = 'postgres',
): Promise<Value> {
  const { url, password } = connectionOf(config, cluster, 'superuser', database);
  const admin = connect({ url, password, max: 2, name: 'procwright scratch' });
  try {
    return await body(admin);
  } finally {
    await admin.$pool.end();
  }
}
