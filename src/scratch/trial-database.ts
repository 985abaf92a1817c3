import { connectionOf } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { readConfig, requireProject } from '../config.ts';
import { connect, type Database, type Target } from '../db/connect.ts';
import { withEmptyDatabase } from './clone.ts';
import { withCluster } from './with-cluster.ts';

/** For tests: an empty database in the cluster of the project that the test stands in. */
export interface TrialDatabase {
  readonly cluster: Cluster;
  readonly name: string;
  /** How the superuser connects. */
  readonly target: Pick<Target, 'url' | 'password'>;
  /** A pool of the superuser. */
  readonly admin: Database;
  /** The URL of another login, `postgres://login@host:port/database`. */
  readonly urlOf: (login: string) => string;
  /** Drops the database, and stops the cluster when this run started it. */
  readonly close: () => Promise<void>;
}

/** For tests: opens a database that lives until it is closed, from `before` to `after`. */
export async function openTrialDatabase(): Promise<TrialDatabase> {
  const config = requireProject(readConfig());
  let open: (database: TrialDatabase) => void = () => undefined;
  let end: () => void = () => undefined;
  const opened = new Promise<TrialDatabase>((resolve) => (open = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));

  const life = withCluster(config, (cluster) =>
    withEmptyDatabase(config, cluster, async (name) => {
      const target = connectionOf(config, cluster, 'superuser', name);
      const admin = connect({ ...target, max: 4 });
      const close = async () => {
        await admin.$pool.end();
        end();
        await life;
      };
      const urlOf = (login: string) =>
        `postgres://${login}@${cluster.host}:${cluster.port}/${name}`;
      open({ cluster, name, target, admin, urlOf, close });
      await ended;
    }),
  );
  const failed = life.then(() => Promise.reject<TrialDatabase>(new Error('The database closed.')));
  failed.catch(() => undefined); // it closes in the end, and nobody waits for that here
  life.catch((error: unknown) => console.error(error)); // uvu keeps to itself what before throws
  return Promise.race([opened, failed]);
}
