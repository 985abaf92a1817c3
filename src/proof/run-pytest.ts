import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { connectionOf, passFile, provisionLogins } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, projectState, readTools } from '../config.ts';
import { type Group, type Part, type TestCase, timed } from '../output/part.ts';
import { runProcess } from '../run-process.ts';
import { withClone } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { readJunit } from './read-junit.ts';

/** A suite of Python tests. */
export interface PytestOptions {
  readonly name: string;
  /** Relative to the project. */
  readonly folders: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** The login for bulk loading; a project without it gets no IMPORT_URL. */
const LOADER = 'loader';

/** Runs the Python tests on a migrated database of their own. */
export async function runPytest(
  config: ProjectConfig,
  cluster: Cluster,
  { name, folders, signal }: PytestOptions,
): Promise<Part> {
  return timed(name, async () => {
    const template = await ensureTemplate(config, cluster);
    await provisionLogins(config, cluster);
    return withClone(config, cluster, template, async (database) => {
      const environment = environmentFor({ config, cluster, template, database });
      const groups: Group[] = [];
      for (const folder of folders) {
        groups.push(await runFolder(config, folder, { environment, signal }));
      }
      return groups;
    });
  });
}

async function runFolder(
  config: ProjectConfig,
  folder: string,
  options: Parameters<typeof runProcess>[2],
): Promise<Group> {
  const report = join(projectState(config), 'reports', `pytest-${folder.replaceAll('/', '-')}.xml`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const start = performance.now();
  const { code, stdout, stderr } = await runProcess(
    readTools(config).python,
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`, '.'],
    { ...options, cwd: join(config.root, folder) },
  );
  const cases = existsSync(report) ? readJunit(readFileSync(report, 'utf8'), folder) : [];
  const problem = problemOf(code, cases, `${stdout}${stderr}`);
  return {
    name: folder,
    seconds: (performance.now() - start) / 1000,
    cases: problem === null ? cases : [...cases, problem],
    again: `procwright check --only python`,
  };
}

/** pytest's exit code and its report must say the same. */
function problemOf(
  code: number | null,
  cases: readonly TestCase[],
  output: string,
): TestCase | null {
  const hasFailed = cases.some(({ verdict }) => verdict === 'failed');
  if (code === 0 && cases.length > 0) return null;
  if (code === 1 && hasFailed) return null;
  const says = `pytest ended with ${code} after ${cases.length} tests.\n${output.trim()}`;
  return { name: 'pytest runs to its end', verdict: 'failed', says };
}

interface Place {
  readonly config: ProjectConfig;
  readonly cluster: Cluster;
  readonly template: string;
  readonly database: string;
}

function environmentFor({ config, cluster, template, database }: Place) {
  const { environment, install, project } = config;
  const urlOf = (login: string, name: string) => connectionOf(config, cluster, login, name).url;
  return {
    ...environment,
    DATABASE_URL: urlOf(project.scripts.login, database),
    ...(project.lanes.ops in project.logins
      ? { OPERATOR_URL: urlOf(project.lanes.ops, database) }
      : {}),
    ...(LOADER in project.logins ? { IMPORT_URL: urlOf(LOADER, database) } : {}),
    SCRATCH_TEMPLATE: template,
    SCRATCH_ADMIN_URL: urlOf('superuser', 'postgres'),
    PGPASSFILE: passFile(config),
    PROCWRIGHT_BIN: join(install, 'bin', 'procwright.js'),
  };
}
