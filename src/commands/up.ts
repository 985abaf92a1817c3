import { requireProject } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'up',
  purpose: 'start the private PostgreSQL of this project; it stays up until down',
  options: [],
  example: 'procwright up',
  run: async ({ config, options }) => {
    const project = requireProject(config);
    const { startCluster } = await import('../cluster/private-cluster.ts');
    const { connectionOf } = await import('../cluster/logins.ts');
    const { cluster, started, mended } = await startCluster(project, { keep: true });
    const { url } = connectionOf(project, cluster, 'superuser');
    for (const what of mended) process.stderr.write(`mended: ${what}\n`);
    const text = started ? `up: ${url}` : `was up already: ${url}`;
    const result = { started, mended, url, ...cluster };
    process.stdout.write(`${options['json'] === true ? JSON.stringify(result) : text}\n`);
    return EXIT.fine;
  },
};
