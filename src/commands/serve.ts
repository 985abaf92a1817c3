import cluster from 'node:cluster';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

import type { Address } from '../cluster/logins.ts';
import { requireCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { readSnapshot } from '../contract/snapshot.ts';
import { connect } from '../db/connect.ts';
import type { Reach } from '../db/reach.ts';
import { isDisconnected, sqlState } from '../db/sqlstate.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { ExpectedContract } from '../service/contract/expected-contract.ts';
import { type Service, type ServiceOptions, startService } from '../service/serve.ts';
import { serviceOptionsOf } from '../service/options/service-settings.ts';
import { beWorker, type WorkerOptions } from '../service/workers/be-worker.ts';
import { freePort } from '../service/workers/free-port.ts';
import { type WorkersWish, workersFor } from '../service/workers/workers-for.ts';
import { startWorkers } from '../service/workers/worker-group.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'serve',
  purpose: 'the HTTP service, on a database that is there and migrated; Ctrl-C stops it',
  options: [
    { flags: '--workers <count>', says: 'processes that serve; one a core without it' },
    { flags: '--spans', says: 'tell OpenTelemetry a span a request: preload an SDK' },
    { flags: '--expect <contract>', says: 'file or hash: refuse a contract that breaks this one' },
  ],
  example: 'PORT=8080 procwright serve',
  run: async ({ config: given, options, signal }) => {
    const config = requireProject(given);
    const place = await databaseOf(config);
    const { expect } = await readSettings(config.environment, ['expect']);
    const expected = readExpected(options['expect'] ?? expect);
    const told = await serviceOptionsOf(config, place);
    const spans = options['spans'] === true;
    const serviceOptions = { ...told, spans, ...(expected === undefined ? {} : { expected }) };
    if (cluster.isWorker) {
      const start = (more: WorkerOptions) =>
        reaching(place, () => startService({ ...serviceOptions, ...more }));
      await beWorker(start, signal);
      return EXIT.fine;
    }
    const wish = { count: readCount(options['workers']), cores: availableParallelism() };
    const service = await reaching(place, () => startAll(serviceOptions, wish));
    try {
      process.stdout.write(tell(service, options['json'] === true));
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      process.stderr.write('stopping\n');
      await service.stop();
    }
    return EXIT.fine;
  },
};

/** What is told of a service, of one process or of several. */
type Serving = Pick<Service, 'url' | 'contractHash' | 'stop'> & {
  readonly pids?: readonly number[];
};

/** One process serves by itself; several are started by this one, which keeps them going. */
async function startAll(
  options: ServiceOptions,
  wish: Omit<WorkersWish, 'options'>,
): Promise<Serving> {
  const db = connect({ ...options.lanes.ops, max: 1 });
  const count = await workersFor(db, { ...wish, options }).finally(() => db.$pool.end());
  if (count === 1) return startService(options);
  const { log, drainMs = 0, graceMs = 0, host } = options;
  const port = options.port === 0 ? await freePort(host) : options.port;
  const patienceMs = drainMs + graceMs + 5_000;
  return startWorkers({ count, log, patienceMs, environment: { PORT: String(port) } });
}

/** @throws {CommandFault} */
function readCount(given: string | boolean | undefined): number | undefined {
  if (given === undefined) return undefined;
  const count = Number(given);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_WORKERS) return count;
  const message = `--workers is ${given}.`;
  throw new CommandFault(EXIT.usage, message, `Give a number from 1 to ${MOST_WORKERS}.`);
}

const MOST_WORKERS = 256;

/** A server, and a database in it. */
export interface Place {
  readonly address: Address;
  readonly database: string;
  /** Which servers, and how; absent for the private cluster. */
  readonly reach?: Reach;
}

/**
 * The database of PROCWRIGHT_DATABASE_URL, else that of the private cluster, which must be up. The
 * passwords of the lanes come from their settings or the project's pass file in both.
 */
export async function databaseOf(config: ProjectConfig): Promise<Place> {
  const { databaseUrl } = await readSettings(config.environment, ['databaseUrl']);
  if (databaseUrl === null) {
    return { address: await requireCluster(config), database: config.project.database };
  }
  const { reach, database } = databaseUrl;
  return { address: reach.servers[0], database, reach };
}

/**
 * Runs what needs the database.
 *
 * @throws {CommandFault} When it can't be reached, or doesn't know the login; it says where.
 */
export async function reaching<Value>(
  { address, database, reach }: Place,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const state = sqlState(error);
    if (!isDisconnected(error) && !/^(28|3D)/.test(state)) throw error;
    const servers = (reach?.servers ?? [address]).map(({ host, port }) => `${host}:${port}`);
    const where = `${servers.join(',')}/${database}`;
    const fix = 'Check PROCWRIGHT_DATABASE_URL; for the private cluster: procwright up.';
    const message = `The database ${where} can't be reached, or not by this login (${state}).`;
    throw new CommandFault(EXIT.noDatabase, message, fix, { cause: error });
  }
}

/** A hash is told by its digits; all else is a file. @throws {CommandFault} When it is neither. */
function readExpected(given: string | boolean | null): ExpectedContract | undefined {
  if (typeof given !== 'string') return undefined;
  if (/^[0-9a-f]{12,64}$/.test(given)) return given;
  if (existsSync(given)) return readSnapshot(given, readFileSync(given, 'utf8'));
  const fix = 'Give a file that procwright contract check --write made, or a hash.';
  throw new CommandFault(EXIT.usage, `There is no contract ${given}.`, fix);
}

function tell({ url, contractHash, pids = [process.pid] }: Serving, isJson: boolean): string {
  const pages = {
    docs: `${url}/docs`,
    openapi: `${url}/openapi.json`,
    readiness: `${url}/readyz`,
    metrics: `${url}/metrics`,
  };
  if (isJson) return `${JSON.stringify({ url, contract: contractHash, ...pages, pids })}\n`;
  const lines = Object.entries(pages).map(([page, address]) => `  ${page.padEnd(10)} ${address}`);
  const by = pids.length === 1 ? '' : ` by ${pids.length} processes`;
  return `Serving the contract ${contractHash.slice(0, 12)}${by}.\n${lines.join('\n')}\n`;
}
