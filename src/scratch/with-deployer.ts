import { connectionOf } from '../cluster/logins.ts';
import type { ProjectConfig } from '../config.ts';
import { connect, type Database, type Target } from '../db/connect.ts';
import type { DatabaseUrl } from '../settings/database-url.ts';
import { readSettings } from '../settings/read-settings.ts';
import { withCluster } from './with-cluster.ts';

/**
 * Runs `body` as who deploys: on the database of PROCWRIGHT_DATABASE_URL as its login, else on the
 * private cluster as `deploy`, which is started.
 */
export async function withDeployer<Value>(
  config: ProjectConfig,
  body: (db: Database) => Promise<Value>,
): Promise<Value> {
  const ask = async (target: Pick<Target, 'url' | 'password' | 'reach'>): Promise<Value> => {
    const db = connect({ ...target, max: 1 });
    try {
      return await body(db);
    } finally {
      await db.$pool.end();
    }
  };
  const { databaseUrl } = await readSettings(config.environment, ['databaseUrl']);
  if (databaseUrl === null)
    return withCluster(config, (cluster) => ask(connectionOf(config, cluster, 'deploy')));
  return ask(deployerOf(databaseUrl));
}

/** The login of a URL, its password apart: a URL may stand in a log. */
export function deployerOf({ login, password, database, reach }: DatabaseUrl) {
  const { host, port } = reach.servers[0];
  const name = host.includes(':') ? `[${host}]` : encodeURIComponent(host);
  const who = encodeURIComponent(login);
  const url = `postgres://${who}@${name}:${port}/${encodeURIComponent(database)}`;
  return { url, password, reach };
}
