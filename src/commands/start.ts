import { clusterStatus, forgetService, noteService } from '../cluster/cluster-status.ts';
import { connectionOf, provisionLogins } from '../cluster/logins.ts';
import { type Cluster, startCluster, stopCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { connect } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { ensureDemoKey } from '../service/callers/demo-key.ts';
import { type Service, startService } from '../service/serve.ts';
import { serviceOptionsOf } from '../service/options/service-settings.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Command } from './command.ts';
import { migrateDatabase } from './migrate.ts';
import { runScript } from './run.ts';

export const command: Command = {
  name: 'start',
  purpose: 'database, migrations, first data and service, in one; Ctrl-C stops them',
  options: [],
  example: 'procwright start',
  run: async ({ config: given, options, signal }) => {
    const config = requireProject(given);
    await refuseOtherDatabase(config);
    const line: Line = { config, signal, isJson: options['json'] === true };
    try {
      await runLine(line);
    } catch (error) {
      if (!signal.aborted) throw error; // what a stop cut short is no fault
    } finally {
      await stopCluster(config);
    }
    return EXIT.fine;
  },
};

/** One start, from the database to the service. */
interface Line {
  readonly config: ProjectConfig;
  readonly signal: AbortSignal;
  readonly isJson: boolean;
}

/** Brings everything up, says so, and serves until the signal. */
async function runLine(line: Line): Promise<void> {
  const { config, signal } = line;
  const cluster = await step(line, 'database', () => startDatabase(config));
  await step(line, 'migrations', async () => {
    const applied = await migrateDatabase(config, connectionOf(config, cluster, 'deploy'), signal);
    await provisionLogins(config, cluster);
    return [applied.length === 0 ? 'nothing pending' : `${applied.length} applied`, applied];
  });
  for (const words of config.project.start.run) {
    await step(line, words.join(' '), () => runFirst(line, cluster, words));
  }
  const keyFile = await step(line, 'demo key', () => provideKey(config, cluster));
  const service = await step(line, 'service', () => serve(config, cluster));
  noteService(config, service.url);
  try {
    process.stdout.write(tell(line, service, keyFile));
    await stopped(signal);
    process.stderr.write('stopping\n');
  } finally {
    await service.stop();
    forgetService(config);
  }
}

/** What a step did, in a few words, and what it made. */
type Done<Value> = readonly [says: string, value: Value];

/** Runs one step and tells it in a line with its time; a stop that came meanwhile ends the line. */
async function step<Value>(
  { signal }: Line,
  name: string,
  work: () => Promise<Done<Value>>,
): Promise<Value> {
  const from = performance.now();
  const [says, value] = await work();
  const seconds = ((performance.now() - from) / 1000).toFixed(1);
  process.stderr.write(`${name.padEnd(12)} ${seconds.padStart(5)} s  ${says}\n`);
  signal.throwIfAborted();
  return value;
}

async function startDatabase(config: ProjectConfig): Promise<Done<Cluster>> {
  const { cluster, started, mended } = await startCluster(config);
  const { url } = connectionOf(config, cluster, 'deploy');
  const how = started ? url : `${url} (was up)`;
  return [[how, ...mended.map((what) => `mended: ${what}`)].join('; '), cluster];
}

async function runFirst(
  { config, signal }: Line,
  cluster: Cluster,
  words: readonly string[],
): Promise<Done<null>> {
  const code = await runScript(config, cluster, words, { signal, isStep: true });
  if (code === EXIT.fine) return ['done', null];
  throw new CommandFault(
    code,
    `The script ${words.join(' ')} failed; its own message stands above.`,
    `Run it alone: procwright run ${words.join(' ')}`,
  );
}

async function provideKey(config: ProjectConfig, cluster: Cluster): Promise<Done<string>> {
  const db = connect({ ...connectionOf(config, cluster, 'deploy'), max: 1 });
  try {
    const { file, isNew } = await ensureDemoKey(config, db);
    return [isNew ? 'made' : 'kept', file];
  } finally {
    await db.$pool.end();
  }
}

async function serve(config: ProjectConfig, cluster: Cluster): Promise<Done<Service>> {
  const { database } = config.project;
  const options = await serviceOptionsOf(config, { address: cluster, database });
  const service = await startService(options);
  return [service.url, service];
}

/** The addresses, and one call that works as it is pasted. */
function tell({ config, isJson }: Line, { url }: Service, keyFile: string): string {
  const pages = {
    docs: `${url}/docs`,
    openapi: `${url}/openapi.json`,
    readiness: `${url}/readyz`,
    metrics: `${url}/metrics`,
  };
  const header = `@${keyFile}`;
  const curl = `curl -fsS -H ${quote(header)} ${quote(url + config.project.start.example)}`;
  if (isJson) {
    const { url: database } = clusterStatus(config);
    return `${JSON.stringify({ url, ...pages, keyFile, curl, database })}\n`;
  }
  const lines = Object.entries(pages).map(([page, address]) => `  ${page.padEnd(10)} ${address}`);
  return `\n${config.project.name} is served. Ctrl-C stops it.\n\n${lines.join('\n')}\n\n${curl}\n`;
}

/** For a shell, whatever stands in it. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function refuseOtherDatabase({ environment }: ProjectConfig): Promise<void> {
  const { databaseUrl } = await readSettings(environment, ['databaseUrl']);
  if (databaseUrl === null) return;
  throw new CommandFault(
    EXIT.usage,
    'start works with the private cluster, and PROCWRIGHT_DATABASE_URL names another database.',
    'Unset it; or use procwright migrate, then procwright serve.',
  );
}
