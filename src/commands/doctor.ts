import { connectionOf } from '../cluster/logins.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { info } from '../flyway/flyway.ts';
import type { Diagnosis } from '../operate/doctor/diagnosis.ts';
import { lookAtDatabase } from '../operate/doctor/look-at-database.ts';
import { lookAtPrograms } from '../operate/doctor/look-at-programs.ts';
import { lookAtSettings } from '../operate/doctor/look-at-settings.ts';
import { serviceOptionsOf } from '../service/options/service-settings.ts';
import type { Command } from './command.ts';
import { databaseOf } from './serve.ts';

export const command: Command = {
  name: 'doctor',
  purpose: 'what is told, what is there, what the database allows; changes nothing',
  options: [],
  example: 'procwright doctor',
  run: async ({ config: given, options }) => {
    const config = requireProject(given);
    const lines = [
      ...(await lookAtSettings(config.environment)),
      ...lookAtPrograms(config),
      ...(await lookAtPlace(config)),
    ];
    const bad = lines.filter(({ state }) => state === 'bad');
    const text = options['json'] === true ? JSON.stringify({ lines }) : textOf(lines);
    process.stdout.write(`${text}\n`);
    if (bad.length === 0) return EXIT.fine;
    return bad.some(({ area }) => area === 'settings') ? EXIT.usage : EXIT.findings;
  },
};

/** The database, where it can be told which; what hinders is a line too. */
async function lookAtPlace(config: ProjectConfig): Promise<readonly Diagnosis[]> {
  try {
    const place = await databaseOf(config);
    const { lanes } = await serviceOptionsOf(config, place);
    return [
      ...(await lookAtDatabase({ project: config.project, lanes })),
      ...(await lookAtMigrations(config, place)),
    ];
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    const says = `${error.message} ${error.fix}`;
    return [{ area: 'database', name: 'place', state: 'bad', says }];
  }
}

/** What Flyway would apply; asked of the private cluster alone, whose deploying login we know. */
async function lookAtMigrations(
  config: ProjectConfig,
  { address, database }: Awaited<ReturnType<typeof databaseOf>>,
): Promise<readonly Diagnosis[]> {
  const found = await info(config, connectionOf(config, address, 'deploy', database));
  const line = (state: Diagnosis['state'], says: string): Diagnosis => {
    return { area: 'database', name: 'migrations', state, says };
  };
  if (!found.ok) return found.faults.map(({ message }) => line('bad', message));
  const pending = found.value.filter(({ state }) => /pending|outdated|failed/i.test(state));
  if (pending.length === 0) return [line('good', `${found.value.length} files, none pending`)];
  const names = pending.slice(0, 5).map(({ description }) => description);
  return [line('doubtful', `${pending.length} wait: ${names.join(', ')} (procwright migrate)`)];
}

const MARKS = { good: 'ok  ', doubtful: '?   ', bad: 'BAD ' } as const;

function textOf(lines: readonly Diagnosis[]): string {
  const width = Math.max(...lines.map(({ name }) => name.length));
  return ['settings', 'programs', 'database']
    .flatMap((area) => [
      area,
      ...lines
        .filter((line) => line.area === area)
        .map(({ name, state, says }) => `  ${MARKS[state]}${name.padEnd(width)}  ${says}`),
    ])
    .join('\n');
}
