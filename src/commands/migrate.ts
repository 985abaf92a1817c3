import { connectionOf, provisionLogins } from '../cluster/logins.ts';
import { startCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { AppliedMigration, FlywayFault } from '../flyway/flyway-answer.ts';
import { type FlywayTarget, migrate } from '../flyway/flyway.ts';
import { migrationLines } from '../output/migration-lines.ts';
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
  if (config.databaseUrl !== null) return run(config, targetOf(config.databaseUrl), signal);
  const { cluster } = await startCluster(config);
  const applied = await run(config, connectionOf(config, cluster, 'deploy'), signal);
  await provisionLogins(config, cluster);
  return applied;
}

async function run(
  config: ProjectConfig,
  target: FlywayTarget,
  signal: AbortSignal,
): Promise<readonly AppliedMigration[]> {
  const result = await migrate(config, target, { signal });
  if (result.ok) return result.value;
  throw faultOf(result.faults);
}

/** The password goes its own way: a URL may stand in a log. */
function targetOf(text: string): FlywayTarget {
  const url = new URL(text);
  const password = decodeURIComponent(url.password);
  url.password = '';
  return { url: url.href, password };
}

function faultOf(faults: readonly FlywayFault[]): CommandFault {
  const lines = faults.map(({ file, line, message, sqlState }) => {
    const place = file === null ? '' : `${file}${line === null ? '' : `:${line}`}: `;
    return `${place}${message}${sqlState === null ? '' : ` (SQLSTATE ${sqlState})`}`;
  });
  const isLost = faults[0]?.kind === 'connection';
  const fix = faults[0]?.fix ?? 'Mend the file.';
  return new CommandFault(isLost ? EXIT.noDatabase : EXIT.findings, lines.join('\n'), fix);
}
