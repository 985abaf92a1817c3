import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

import type { Address } from '../cluster/logins.ts';
import { requireCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { readSnapshot } from '../contract/snapshot.ts';
import { isDisconnected, sqlState } from '../db/sqlstate.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import type { ExpectedContract } from '../service/contract/expected-contract.ts';
import { type Service, startService } from '../service/serve.ts';
import { serviceOptionsOf } from '../service/service-settings.ts';
import { readSettings } from '../settings/read-settings.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'serve',
  purpose: 'the HTTP service, on a database that is there and migrated; Ctrl-C stops it',
  options: [
    { flags: '--expect <contract>', says: 'file or hash: refuse a contract that breaks this one' },
  ],
  example: 'PORT=8080 procwright serve',
  run: async ({ config: given, options, signal }) => {
    const config = requireProject(given);
    const place = await databaseOf(config);
    const expected = readExpected(options['expect']);
    const serviceOptions = await serviceOptionsOf(config, place);
    const service = await reaching(place, () =>
      startService({ ...serviceOptions, ...(expected === undefined ? {} : { expected }) }),
    );
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

/** A server, and a database in it. */
export interface Place {
  readonly address: Address;
  readonly database: string;
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
  const { hostname, port, pathname } = new URL(databaseUrl);
  const address = { host: hostname, port: Number(port || 5432) };
  return { address, database: decodeURIComponent(pathname.slice(1)) };
}

/**
 * Runs what needs the database.
 *
 * @throws {CommandFault} When it can't be reached, or doesn't know the login; it says where.
 */
export async function reaching<Value>(
  { address, database }: Place,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const state = sqlState(error);
    if (!isDisconnected(error) && !/^(28|3D)/.test(state)) throw error;
    const where = `${address.host}:${address.port}/${database}`;
    const fix = 'Check PROCWRIGHT_DATABASE_URL; for the private cluster: procwright up.';
    const message = `The database ${where} can't be reached, or not by this login (${state}).`;
    throw new CommandFault(EXIT.noDatabase, message, fix, { cause: error });
  }
}

/** A hash is told by its digits; all else is a file. @throws {CommandFault} When it is neither. */
function readExpected(given: string | boolean | undefined): ExpectedContract | undefined {
  if (typeof given !== 'string') return undefined;
  if (/^[0-9a-f]{12,64}$/.test(given)) return given;
  if (existsSync(given)) return readSnapshot(given, readFileSync(given, 'utf8'));
  const fix = 'Give a file that procwright contract check --write made, or a hash.';
  throw new CommandFault(EXIT.usage, `There is no contract ${given}.`, fix);
}

function tell({ url, contractHash }: Service, isJson: boolean): string {
  const pages = {
    docs: `${url}/docs`,
    openapi: `${url}/openapi.json`,
    readiness: `${url}/readyz`,
    metrics: `${url}/metrics`,
  };
  if (isJson) return `${JSON.stringify({ url, contract: contractHash, ...pages })}\n`;
  const lines = Object.entries(pages).map(([page, address]) => `  ${page.padEnd(10)} ${address}`);
  return `Serving the contract ${contractHash.slice(0, 12)}.\n${lines.join('\n')}\n`;
}
