import { join, relative } from 'node:path';

import { type ProjectConfig, requireProject } from '../../config.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { casesOf } from '../../output/part.ts';
import { checkBodies } from '../../proof/check-bodies.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import { deployerOf } from '../../scratch/with-deployer.ts';
import type { DatabaseUrl } from '../../settings/database-url.ts';
import { readSettings } from '../../settings/read-settings.ts';
import type { Finding } from '../../standards/finding.ts';
import { judgeDatabase } from '../../standards/live/judge-database.ts';
import {
  lintLive,
  type LiveReport,
  type LiveRequest,
  knowledgeOf,
} from '../../standards/live/lint-live.ts';
import { traceLines } from '../../standards/live/trace-lines.ts';
import type { FileText } from '../../standards/read-file.ts';
import type { Invocation } from '../command.ts';
import { reaching } from '../serve.ts';
import { readFormat } from './print-report.ts';

/**
 * What databases say of files, null for all that is pending; nothing without `--live`. What each
 * file did is printed for a person at once, beside the report where that is for a machine.
 */
export async function askLive(
  { config, options }: Pick<Invocation, 'config' | 'options'>,
  files: readonly FileText[] | null,
): Promise<readonly Finding[]> {
  const { live, data } = options;
  if (live !== true) return [];
  const request = { files, data: typeof data === 'string' ? data : null };
  const { databaseUrl } = await readSettings(config.environment, ['databaseUrl']);
  const { findings, traces, unseen } =
    databaseUrl === null
      ? await askScratch(requireProject(config), request)
      : await askBoth(config, request, databaseUrl);
  const stream = readFormat(options) === 'text' ? process.stdout : process.stderr;
  for (const line of [...traceLines(traces), ...unseen]) stream.write(`${line}\n`);
  return findings;
}

async function askScratch(project: ProjectConfig, request: LiveRequest): Promise<LiveReport> {
  return withCluster(project, async (cluster) => {
    const report = await lintLive(project, cluster, request);
    if (request.files !== null) return report;
    const findings = [...report.findings, ...(await bodyFindings(project, cluster))];
    return { ...report, findings };
  });
}

/** The database of the URL is only read; files run on the private cluster, where there is one. */
async function askBoth(
  config: Invocation['config'],
  request: LiveRequest,
  url: DatabaseUrl,
): Promise<LiveReport> {
  const { root, project } = config;
  const knowledge = root === null ? NO_PROJECT : await knowledgeOf(root);
  const { reach, database } = url;
  const place = { address: reach.servers[0], database, reach };
  const read = await reaching(place, () => judgeDatabase(deployerOf(url), database, knowledge));
  const { applied } = read;
  const pending = applied === null ? { files: request.files ?? [] } : { applied };
  const scratch =
    root === null || project === null
      ? nothing('Outside of a project')
      : await askScratch({ ...config, root, project }, { ...request, ...pending }).catch(
          withoutCluster,
        );
  const told = new Set(scratch.findings.map(({ rule, message }) => `${rule} ${message}`));
  const bare = (message: string) => message.slice(`In ${database}: `.length);
  const asked = root === null ? null : request.files?.map(({ path }) => path);
  const more = read.findings
    .filter(({ file }) => asked?.includes(file) ?? true)
    .filter(({ rule, message }) => !told.has(`${rule} ${bare(message)}`));
  return {
    findings: [...scratch.findings, ...more],
    traces: scratch.traces,
    unseen: [...read.unseen, ...scratch.unseen],
  };
}

const NO_PROJECT = { places: new Map(), callers: [] };

/** @throws What is no lack of a server. */
function withoutCluster(error: unknown): LiveReport {
  if (error instanceof CommandFault && error.exitCode === EXIT.noDatabase) {
    return nothing(error.message.replace(/\.$/, ''));
  }
  throw error;
}

const nothing = (why: string): LiveReport => ({
  findings: [],
  traces: [],
  unseen: [`${why}: no file was run, since the database of the URL is only read.`],
});

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
