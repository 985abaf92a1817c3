import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';

import { connectionOf, passFile, provisionLogins } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, projectState, readTools } from '../config.ts';
import { inParallel } from '../in-parallel.ts';
import { type Group, type Part, type TestCase, timed } from '../output/part.ts';
import { pythonEnvironment } from '../python-environment.ts';
import { runProcess } from '../run-process.ts';
import { withCloner } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { type LongFiles, longFiles } from './long-files.ts';
import { readJunit } from './read-junit.ts';

/** A suite of Python tests. */
export interface PytestOptions extends LongFiles {
  readonly name: string;
  /** How many processes at once; as many as there are cores by default. */
  readonly jobs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** The login for bulk loading; a project without it gets no IMPORT_URL. */
const LOADER = 'loader';

/**
 * Runs the Python tests, each process on a migrated database of its own. What isn't said to be long
 * is left to pytest itself: it finds the files of a folder, and a new one needs no word here.
 */
export async function runPytest(
  config: ProjectConfig,
  cluster: Cluster,
  { name, jobs = availableParallelism(), signal, ...suite }: PytestOptions,
): Promise<Part> {
  const runs = runsOf(config, suite);
  return timed(name, async () => {
    const template = await ensureTemplate(config, cluster);
    await provisionLogins(config, cluster);
    return withCloner(config, cluster, ({ withClone }) =>
      inParallel(
        runs,
        jobs,
        (one) =>
          withClone(template, (database) => {
            const environment = environmentFor({ config, cluster, template, database });
            return run(config, one, { environment, signal });
          }),
        signal,
      ),
    );
  });
}

/** What one process of pytest judges. */
interface Run {
  /** Of the project: the file, or the folder. */
  readonly name: string;
  readonly folder: string;
  /** What pytest is told, within the folder. */
  readonly words: readonly string[];
}

/** Each folder without its long files, then these: what is left is most, mostly. */
function runsOf({ root }: ProjectConfig, suite: LongFiles): readonly Run[] {
  const long = longFiles(root, suite);
  const within = (folder: string) => long.filter((file) => file.startsWith(`${folder}/`));
  return [
    ...suite.folders.map((folder) => {
      const ignored = within(folder).map((file) => `--ignore=${relative(folder, file)}`);
      return { name: folder, folder, words: [...ignored, '.'] };
    }),
    ...suite.folders.flatMap((folder) =>
      within(folder).map((name) => ({ name, folder, words: [relative(folder, name)] })),
    ),
  ];
}

async function run(
  config: ProjectConfig,
  { name, folder, words }: Run,
  options: Parameters<typeof runProcess>[2],
): Promise<Group> {
  const report = join(projectState(config), 'reports', `pytest-${name.replaceAll('/', '-')}.xml`);
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const start = performance.now();
  const { code, stdout, stderr } = await runProcess(
    readTools(config).python,
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`, ...words],
    { ...options, cwd: join(config.root, folder) },
  );
  const cases = existsSync(report) ? readJunit(readFileSync(report, 'utf8'), folder) : [];
  const problem = problemOf(code, cases, `${stdout}${stderr}`);
  return {
    name,
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
  const { install, project } = config;
  const urlOf = (login: string, name: string) => connectionOf(config, cluster, login, name).url;
  return {
    ...pythonEnvironment(config),
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
