import { join, relative } from 'node:path';

import { type ProjectConfig, requireProject } from '../../config.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import { casesOf } from '../../output/part.ts';
import { checkBodies } from '../../proof/check-bodies.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import type { Finding } from '../../standards/finding.ts';
import { lintLive } from '../../standards/live/lint-live.ts';
import { traceLines } from '../../standards/live/trace-lines.ts';
import type { Invocation } from '../command.ts';
import { readFormat } from './print-report.ts';

/**
 * What a scratch database says of files; nothing without `--live`. What each file did is printed
 * for a person at once, beside the report where that is for a machine.
 */
export async function askLive({
  config,
  args,
  options,
}: Pick<Invocation, 'config' | 'args' | 'options'>): Promise<readonly Finding[]> {
  const { live, data } = options;
  if (live !== true) return [];
  const source = typeof data === 'string' ? data : null;
  const project = requireProject(config);
  return withCluster(project, async (cluster) => {
    const { findings, traces } = await lintLive(project, cluster, args, source);
    const stream = readFormat(options) === 'text' ? process.stdout : process.stderr;
    for (const line of traceLines(traces)) stream.write(`${line}\n`);
    return args.length > 0 ? findings : [...findings, ...(await bodyFindings(project, cluster))];
  });
}

/** PW648, by the same proof as in `check`: its exceptions hold here too. */
async function bodyFindings(config: ProjectConfig, cluster: Cluster): Promise<readonly Finding[]> {
  const cases = casesOf([await checkBodies(config, cluster)]);
  return cases
    .filter(({ verdict }) => verdict === 'failed')
    .map(({ name, says = '', file, line = 1 }) => ({
      file: file === undefined ? name : relative(process.cwd(), join(config.root, file)),
      line,
      column: 1,
      rule: 'PW648',
      level: 'error',
      message: `${name}: ${says}`,
      source: 'live',
    }));
}
