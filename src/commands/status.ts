import { type ClusterStatus, clusterStatus } from '../cluster/cluster-status.ts';
import { requireProject } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'status',
  purpose: 'say what is where: server, data, log, service',
  options: [],
  example: 'procwright status',
  run: async ({ config, options }) => {
    const status = clusterStatus(requireProject(config));
    const text = options['json'] === true ? JSON.stringify(status) : linesOf(status).join('\n');
    process.stdout.write(`${text}\n`);
    return status.isUp ? EXIT.fine : EXIT.noDatabase;
  },
};

function linesOf(status: ClusterStatus): readonly string[] {
  const { kind, pid, url, port, serverVersion, service } = status;
  const runs = pid === null ? kind : `${kind}, pid ${pid}, as ${status.user ?? 'you'}`;
  return [
    `server    ${runs}`,
    `url       ${url ?? `none (procwright up); port ${port ?? 'not chosen yet'}`}`,
    `version   ${versionText(serverVersion)}`,
    `data      ${status.dataFolder}`,
    `log       ${status.logFile}`,
    `socket    ${status.socketFolder}`,
    `passwords ${status.passFile}`,
    `service   ${service === null ? 'down' : `${service.url}, pid ${service.pid}`}`,
  ];
}

function versionText(version: number | null): string {
  if (version === null) return 'unknown before the first start';
  return `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
}
