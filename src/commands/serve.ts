import { once } from 'node:events';

import { type Address, connectionOf } from '../cluster/logins.ts';
import { requireCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { isDisconnected, sqlState } from '../db/sqlstate.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { openLog } from '../logger.ts';
import { cursorKey } from '../service/cursor-key.ts';
import { type Service, startService } from '../service/serve.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'serve',
  purpose: 'the HTTP service, on a database that is there and migrated; Ctrl-C stops it',
  options: [],
  example: 'PORT=8080 procwright serve',
  run: async ({ config: given, options, signal }) => {
    const config = requireProject(given);
    const place = await databaseOf(config);
    const service = await reaching(place, () => openService(config, place));
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
 * passwords of the logins come from the project's pass file in both.
 */
export async function databaseOf(config: ProjectConfig): Promise<Place> {
  const { databaseUrl, project } = config;
  if (databaseUrl === null) {
    return { address: await requireCluster(config), database: project.database };
  }
  if (!URL.canParse(databaseUrl)) {
    const fix = 'Write it as postgres://login@host:5432/database.';
    throw new CommandFault(EXIT.usage, 'PROCWRIGHT_DATABASE_URL is no URL.', fix);
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

function openService(config: ProjectConfig, { address, database }: Place): Promise<Service> {
  const { lanes, api, name } = config.project;
  const target = (login: string) => connectionOf(config, address, login, database);
  return startService({
    api,
    title: name,
    lanes: { read: target(lanes.read), write: target(lanes.write), ops: target(lanes.ops) },
    port: config.port ?? 0,
    log: openLog(config.logLevel),
    cursorKey: cursorKey(config),
  });
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
