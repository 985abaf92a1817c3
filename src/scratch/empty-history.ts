import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { connectionOf } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { flywayFailure } from '../flyway/flyway-failure.ts';
import { migrate } from '../flyway/flyway.ts';

/** What Flyway gives a migration's session: see flyway.conf and sql/callbacks/afterConnect.sql. */
export const MIGRATION_SETTINGS = [
  'role=procwright_owner',
  'search_path=procwright,"$user",public',
  'lock_timeout=2s',
  'check_function_bodies=off',
  'client_min_messages=warning',
] as const;

/** Flyway's schema and history in an empty database, by Flyway itself with nothing to run. */
export async function makeHistory(
  config: ProjectConfig,
  cluster: Cluster,
  database: string,
): Promise<void> {
  const sqlFolder = mkdtempSync(join(tmpdir(), 'procwright-history-'));
  try {
    const target = connectionOf(config, cluster, 'deploy', database);
    const result = await migrate(config, target, { sqlFolder });
    if (!result.ok) throw flywayFailure(result.faults);
  } finally {
    rmSync(sqlFolder, { recursive: true });
  }
}
