import { connectionOf } from '../cluster/logins.ts';
import type { ProjectConfig } from '../config.ts';
import { connect, type Database } from '../db/connect.ts';
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
  const ask = async (target: { url: string; password?: string }): Promise<Value> => {
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
  const url = new URL(databaseUrl);
  const password = decodeURIComponent(url.password);
  url.password = '';
  return ask({ url: url.href, password });
}
