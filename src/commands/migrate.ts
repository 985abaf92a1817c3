import { connectionOf, provisionLogins } from '../cluster/logins.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import type { AppliedMigration } from '../flyway/flyway-answer.ts';
import { flywayFailure } from '../flyway/flyway-failure.ts';
import { type FlywayTarget, migrate } from '../flyway/flyway.ts';
import { migrationLines } from '../output/migration-lines.ts';
import { withCluster } from '../scratch/with-cluster.ts';
import { deployerOf } from '../scratch/with-deployer.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'migrate',
  purpose: 'apply what is pending of sql/V and sql/R',
  options: [],
  example: 'procwright migrate',
  run: async ({ config, options, signal }) => {
    const applied = await migrateTarget(requireProject(config), signal);
    process.stdout.write(
      options['json']
        ? `${JSON.stringify({ migrations: applied })}\n`
        : `${migrationLines(applied).join('\n')}\n`,
    );
    return EXIT.fine;
  },
};

/** On the database of PROCWRIGHT_DATABASE_URL, or on the private cluster, which is started. */
async function migrateTarget(
  config: ProjectConfig,
  signal: AbortSignal,
): Promise<readonly AppliedMigration[]> {
  const { databaseUrl } = await readSettings(config.environment, ['databaseUrl']);
  if (databaseUrl !== null) return migrateDatabase(config, deployerOf(databaseUrl), signal);
  return withCluster(config, async (cluster) => {
    const applied = await migrateDatabase(config, connectionOf(config, cluster, 'deploy'), signal);
    await provisionLogins(config, cluster);
    return applied;
  });
}

/**
 * Applies what is pending.
 *
 * @throws {CommandFault} With every fault: file, line, SQLSTATE.
 */
export async function migrateDatabase(
  config: ProjectConfig,
  target: FlywayTarget,
  signal: AbortSignal,
): Promise<readonly AppliedMigration[]> {
  const result = await migrate(config, target, { signal });
  if (result.ok) return result.value;
  throw flywayFailure(result.faults);
}
