import { requireProject } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'down',
  purpose: 'stop the private PostgreSQL of this project, whoever uses it',
  options: [],
  example: 'procwright down',
  run: async ({ config, options }) => {
    const { stopCluster } = await import('../cluster/private-cluster.ts');
    const stopped = await stopCluster(requireProject(config), { force: true });
    const text = stopped ? 'down' : 'was down already';
    process.stdout.write(`${options['json'] === true ? JSON.stringify({ stopped }) : text}\n`);
    return EXIT.fine;
  },
};
