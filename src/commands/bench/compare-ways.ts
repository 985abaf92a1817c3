import { readFileSync } from 'node:fs';

import { loadModule } from 'libpg-query';

import { requireProject } from '../../config.ts';
import { CommandFault, EXIT, type ExitCode } from '../../exit-code.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import { adviseIndexes } from '../../standards/live/advice/advise.ts';
import type { Invocation } from '../command.ts';

/** `bench indexes FILE`: a partial and a covering index for the query of a file, both measured. */
export async function compareWays({ config, args, options }: Invocation): Promise<ExitCode> {
  const [, file] = args;
  if (file === undefined) {
    throw new CommandFault(EXIT.usage, 'Which query?', 'procwright bench indexes FILE.sql');
  }
  const project = requireProject(config);
  await loadModule();
  const query = readFileSync(file, 'utf8').trim().replace(/;$/, '');
  const ways = await withCluster(project, (cluster) => adviseIndexes(project, cluster, query));
  if (ways === null) {
    const message = `${file} is no SELECT from one table with a column that equals a constant.`;
    throw new CommandFault(EXIT.usage, message, 'Give one query of that form.');
  }
  const lines = ways.map(
    ({ kind, definition, bytes, plan, blocks, writeBytes }) =>
      `${kind} index ${definition}: ${bytes} bytes, ${plan}, ${blocks} blocks read, ` +
      `${writeBytes} bytes of WAL for 1,000 rows`,
  );
  process.stdout.write(`${options['json'] === true ? JSON.stringify(ways) : lines.join('\n')}\n`);
  return EXIT.fine;
}
