import { once } from 'node:events';

import { type Address, connectionOf } from '../cluster/logins.ts';
import { requireCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, requireProject } from '../config.ts';
import { EXIT } from '../exit-code.ts';
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
    const service = await openService(config, await databaseOf(config));
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
  const { hostname, port, pathname } = new URL(databaseUrl);
  const address = { host: hostname, port: Number(port || 5432) };
  return { address, database: decodeURIComponent(pathname.slice(1)) };
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
