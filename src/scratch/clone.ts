import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import type { Database } from '../db/connect.ts';
import { withAdmin } from './admin.ts';
import { cloneName, dropDatabase, withRun } from './run-lock.ts';

/** Makes databases for one run; each is dropped when its `body` ends, however it ends. */
export interface Cloner {
  readonly withClone: <Value>(
    template: string,
    body: (database: string) => Promise<Value>,
  ) => Promise<Value>;
}

/** The database to start from when nothing shall be in it. */
export const EMPTY = 'template0';

/**
 * Runs `body` with a maker of clones. What an earlier run left behind (it was killed, or the
 * machine went down) is dropped first.
 */
export async function withCloner<Value>(
  config: ProjectConfig,
  cluster: Cluster,
  body: (cloner: Cloner) => Promise<Value>,
): Promise<Value> {
  return withAdmin(config, cluster, (admin) => withRun(admin, (run) => body(clonerOf(admin, run))));
}

/** One clone of a template, dropped afterwards though somebody is still connected to it. */
export async function withClone<Value>(
  config: ProjectConfig,
  cluster: Cluster,
  template: string,
  body: (database: string) => Promise<Value>,
): Promise<Value> {
  return withCloner(config, cluster, (cloner) => cloner.withClone(template, body));
}

/** One database with nothing in it, owned as the project's own is. */
export async function withEmptyDatabase<Value>(
  config: ProjectConfig,
  cluster: Cluster,
  body: (database: string) => Promise<Value>,
): Promise<Value> {
  return withClone(config, cluster, EMPTY, body);
}

function clonerOf(admin: Database, run: number): Cloner {
  let count = 0;
  return {
    withClone: async (template, body) => {
      const name = cloneName(run, ++count);
      await createDatabase(admin, name, template);
      try {
        return await body(name);
      } finally {
        await dropDatabase(admin, name);
      }
    },
  };
}

/** A database owned as the project's own is. */
export async function createDatabase(
  admin: Database,
  name: string,
  template: string,
): Promise<void> {
  await admin.none('create database $1:name template $2:name owner procwright_owner', [
    name,
    template,
  ]);
}
