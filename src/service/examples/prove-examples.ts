import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { connectionOf, provisionLogins } from '../../cluster/logins.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import { runPsql } from '../../cluster/psql.ts';
import type { ProjectConfig } from '../../config.ts';
import { endpointsOf } from '../../contract/endpoint.ts';
import {
  type Example,
  EXAMPLES_FILE,
  type ExampleRequest,
  readExampleRequests,
  recordedExamples,
} from '../../contract/example.ts';
import { readSnapshot } from '../../contract/snapshot.ts';
import { writeJson } from '../../contract/write-json.ts';
import { connect } from '../../db/connect.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { type Part, type TestCase, timed } from '../../output/part.ts';
import { withClone } from '../../scratch/clone.ts';
import { ensureTemplate } from '../../scratch/template.ts';
import { issueKey } from '../callers/manage-keys.ts';
import { startService } from '../serve.ts';
import { serviceOptionsOf } from '../options/service-settings.ts';
import { sendExamples } from './send-examples.ts';

/** What is sent, in its order; a project without that file has no examples. */
const REQUESTS_FILE = 'sql/tests/examples/requests.json';

/** What makes the world of the examples: the clock, ids, first rows. It may be absent. */
const BEFORE_FILE = 'sql/tests/examples/before.sql';

/** True for a project that has requests to show. */
export const hasExamples = ({ root }: ProjectConfig): boolean =>
  existsSync(join(root, REQUESTS_FILE));

/** Executes every request anew, over HTTP, and compares what comes with what was recorded. */
export async function proveExamples(config: ProjectConfig, cluster: Cluster): Promise<Part> {
  return timed('examples', async () => {
    const start = performance.now();
    const come = await executeExamples(config, cluster);
    const cases = compareExamples(come, recordedExamples(config.root));
    return [{ name: 'examples', seconds: (performance.now() - start) / 1000, cases }];
  });
}

/**
 * Executes every request and records what comes.
 *
 * @returns The file.
 */
export async function recordExamples(config: ProjectConfig, cluster: Cluster): Promise<string> {
  const file = join(config.root, EXAMPLES_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${writeJson(await executeExamples(config, cluster))}\n`);
  return file;
}

/** One case a request; what is recorded and comes no more is a case too. */
export function compareExamples(
  come: readonly Example[],
  recorded: readonly Example[],
): readonly TestCase[] {
  const lost = recorded.length - come.length;
  return [
    ...come.map((example, i) => caseOf(example, recorded[i])),
    ...(lost > 0 ? [{ ...FAILED, name: 'all', says: `${lost} more were recorded.` }] : []),
  ];
}

const FAILED = { verdict: 'failed', file: EXAMPLES_FILE } as const;

function caseOf(example: Example, recorded: Example | undefined): TestCase {
  const name = `${example.call} ${example.status}`;
  if (isDeepStrictEqual(example, recorded)) return { name, verdict: 'passed' };
  const says = [
    `recorded: ${recorded === undefined ? 'nothing' : writeJson(recorded)}`,
    `comes:    ${writeJson(example)}`,
    'Is it meant so? Record it: procwright contract examples --write',
  ];
  return { name, ...FAILED, says: says.join('\n') };
}

/** In a clone of the project's template, by a service of its own, with a key for everything. */
async function executeExamples(
  config: ProjectConfig,
  cluster: Cluster,
): Promise<readonly Example[]> {
  const requests = readExampleRequests(join(config.root, REQUESTS_FILE));
  const template = await ensureTemplate(config, cluster);
  await provisionLogins(config, cluster);
  return withClone(config, cluster, template, async (database) => {
    await prepare(config, cluster, database);
    return execute(config, { cluster, database, requests });
  });
}

async function prepare(config: ProjectConfig, cluster: Cluster, database: string): Promise<void> {
  const file = join(config.root, BEFORE_FILE);
  if (!existsSync(file)) return;
  const input = readFileSync(file, 'utf8');
  const { code, stderr } = await runPsql(config, cluster, { login: 'superuser', database, input });
  if (code === 0) return;
  throw new CommandFault(EXIT.findings, `${BEFORE_FILE}: ${stderr.trim()}`, `Mend ${BEFORE_FILE}.`);
}

interface Run {
  readonly cluster: Cluster;
  readonly database: string;
  readonly requests: readonly ExampleRequest[];
}

async function execute(config: ProjectConfig, { cluster, database, requests }: Run) {
  const quiet = { ...config, environment: { ...config.environment, LOG_LEVEL: 'error' } };
  const options = await serviceOptionsOf(quiet, { address: cluster, database });
  const service = await startService({ ...options, port: 0, drainMs: 0, examples: [] });
  const admin = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
  try {
    const page = `${service.url}/contract.json`;
    const endpoints = endpointsOf(readSnapshot(page, await (await fetch(page)).text()));
    const { token } = await issueKey(admin, {
      actor: config.project.start.actor,
      scopes: [...new Set(endpoints.flatMap(({ route }) => route.scopes ?? []))],
      expiresAt: null,
      label: 'examples',
    });
    return await sendExamples({ url: service.url, token, endpoints }, requests);
  } finally {
    await admin.$pool.end();
    await service.stop();
  }
}
