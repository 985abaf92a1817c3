import { requireProject } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import { exitCodeOf } from '../output/exit-code-of.ts';
import { casesOf, totalsOf } from '../output/part.ts';
import { failureLines, totalLine } from '../output/text.ts';
import { checkPrivileges, recordPrivileges } from '../proof/privileges/check-privileges.ts';
import { withCluster } from '../scratch/with-cluster.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'privileges',
  purpose: 'who may do what: grants beside the contract, and tricks that were tried',
  options: [{ flags: '--write', says: 'record them as agreed on, and judge nothing' }],
  example: 'procwright privileges',
  run: async ({ config: given, options }) => {
    const config = requireProject(given);
    if (options['write'] === true) {
      const file = await withCluster(config, (cluster) => recordPrivileges(config, cluster));
      process.stdout.write(`${options['json'] ? JSON.stringify({ file }) : file}\n`);
      return EXIT.fine;
    }
    const part = await withCluster(config, (cluster) => checkPrivileges(config, cluster));
    const totals = totalsOf(casesOf([part]));
    const text = options['json']
      ? JSON.stringify({ ...part, totals })
      : [...failureLines(part.groups), totalLine(totals)].join('\n');
    process.stdout.write(`${text}\n`);
    return exitCodeOf([part], config.isCi);
  },
};
