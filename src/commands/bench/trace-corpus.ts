import { join } from 'node:path';

import { requireProject } from '../../config.ts';
import { CommandFault, EXIT, type ExitCode } from '../../exit-code.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import {
  type CorpusFile,
  judgeCorpus,
  readCorpus,
} from '../../standards/live/trace/check-corpus.ts';
import { textOf } from '../../standards/read-file.ts';
import { traceProject } from '../../standards/live/trace-project.ts';
import type { Invocation } from '../command.ts';

/**
 * `bench trace FOLDER`: traces files whose hazards are known (`setup.sql`, `manifest.csv`). A rule
 * that the tracer never tells of a hazard in any placement is static, and is only named; one that
 * it tells in one placement and not in another, and an alarm about a safe twin, fail.
 */
export async function traceCorpus({ config, args, options }: Invocation): Promise<ExitCode> {
  const [, folder] = args;
  if (folder === undefined) {
    throw new CommandFault(EXIT.usage, 'Which folder?', 'procwright bench trace FOLDER');
  }
  const project = requireProject(config);
  const corpus = readCorpus(folder);
  const request = {
    files: { series: [], single: corpus.map(({ file }) => textOf(file)) },
    data: join(folder, 'setup.sql'),
    probes: false,
  };
  const { findings } = await withCluster(project, (cluster) =>
    traceProject(project, cluster, request),
  );
  const { found, missed, alarms } = judgeCorpus(corpus, findings);
  const seen = new Set(found.map(hazardOf));
  const uneven = missed.filter((one) => seen.has(hazardOf(one)));
  const rest = new Set(missed.filter((one) => !seen.has(hazardOf(one))).map(({ rule }) => rule));
  const lines = [
    `${found.length} hazards found, ${uneven.length} in some placements only, ` +
      `${alarms.length} alarms about safe files.`,
    ...uneven.map(({ file, rule }) => `missed: ${rule} in ${file}`),
    ...alarms.map(({ file, line, rule, message }) => `alarm: ${file}:${line} ${rule} ${message}`),
    `Left to the text: ${[...rest].join(', ')}.`,
  ];
  const answer = { found, missed, alarms };
  process.stdout.write(`${options['json'] === true ? JSON.stringify(answer) : lines.join('\n')}\n`);
  return uneven.length + alarms.length === 0 ? EXIT.fine : EXIT.findings;
}

/** The hazard that several files show: `PW501 …/001-index-blocks-writes`. */
const hazardOf = ({ file, rule }: CorpusFile): string =>
  `${rule} ${file.replace(/\.\w+\.sql$/, '')}`;
