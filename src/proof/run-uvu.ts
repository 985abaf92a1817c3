import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { ProjectConfig } from '../config.ts';
import { inParallel } from '../in-parallel.ts';
import { type Group, type Part, type TestCase, timed } from '../output/part.ts';
import { type LongFiles, longFiles } from './long-files.ts';
import type { SuiteResult } from './uvu-child.ts';

/** A suite of TypeScript and JavaScript tests. */
export interface UvuOptions extends LongFiles {
  readonly name: string;
  /** How many processes at once; as many as there are cores by default. */
  readonly jobs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onGroup?: (group: Group) => void;
}

const FILE_LIMIT_MS = 180_000;
const END_LIMIT_MS = 20_000;
const TEST_FILE = /\.test\.(ts|mjs)$/;

/**
 * Runs every test file of some folders, each in a process of its own. The long ones begin first, so
 * that none is left to run alone in the end; they are told of in the order of all.
 */
export async function runUvu(
  config: ProjectConfig,
  { name, jobs = availableParallelism(), signal, onGroup, ...suite }: UvuOptions,
): Promise<Part> {
  const work = async (file: string): Promise<Group> => {
    const start = performance.now();
    const cases = await runFile(config, file, signal);
    const seconds = (performance.now() - start) / 1000;
    const group = { name: file, seconds, cases, again: `node --import tsx ${file}` };
    onGroup?.(group);
    return group;
  };
  const long = longFiles(config.root, suite);
  const files = testFilesBelow(config.root, suite.folders);
  const queue = [...new Set([...long, ...files])];
  return timed(name, async () => {
    const groups = await inParallel(queue, jobs, work, signal);
    return groups.toSorted((a, b) => files.indexOf(a.name) - files.indexOf(b.name));
  });
}

function testFilesBelow(root: string, folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => TEST_FILE.test(file) && !file.includes('node_modules'))
      .map((file) => join(folder, file))
      .sort(),
  );
}

/** How a process ended, and what it had reported by then. */
interface ChildEnd {
  readonly code: number | null;
  readonly results: readonly SuiteResult[] | null;
  readonly output: string;
  /** What we ended it for; null when it ended by itself. */
  readonly stopped: string | null;
}

async function runFile(
  config: ProjectConfig,
  file: string,
  signal: AbortSignal | undefined,
): Promise<readonly TestCase[]> {
  const { code, results, output, stopped } = await runChild(config, file, signal);
  const failed = (name: string, says: string): TestCase[] => [
    { name, verdict: 'failed', says, file },
  ];
  if (results === null) {
    const why = stopped ?? `It ended with ${code} before its tests did.`;
    return failed('runs to its end', `${why}\n${output}`.trim());
  }
  const cases = results.flatMap((result) => casesOf(file, result, output));
  const problems = stopped === null ? [] : failed('ends by itself', stopped);
  if (cases.length > 0) return [...cases, ...problems];
  const says =
    results.length === 0
      ? 'It queues no suite: end it with test.run();'
      : 'Its suites hold no test: that proves nothing.';
  return [...failed('runs a test', says), ...problems];
}

function casesOf(file: string, result: SuiteResult, output: string): readonly TestCase[] {
  const { name, passed, skipped, total, errors } = result;
  const fill = (count: number, verdict: TestCase['verdict'], says?: string): TestCase[] =>
    Array.from({ length: count }, (_, index) => ({
      name: `${name}, ${verdict} ${index + 1}`,
      verdict,
      file,
      ...(says === undefined ? {} : { says }),
    }));
  const failures = total - passed;
  const says = errors.trim() || `${HOOK}\n${output}`;
  return [
    ...fill(passed, 'passed'),
    ...fill(skipped, 'skipped', `${file}: skipped in the file itself`),
    ...fill(Math.min(failures, 1), 'failed', says), // uvu tells them in one text
    ...fill(Math.max(failures - 1, 0), 'failed', 'See above.'),
  ];
}

/** uvu 0.5.6 keeps the error of a `before` hook to itself, and counts its tests as not passed. */
const HOOK = 'A before hook of the suite failed: none of its tests ran.';

async function runChild(
  config: ProjectConfig,
  file: string,
  signal: AbortSignal | undefined,
): Promise<ChildEnd> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const entry = fileURLToPath(new URL(`uvu-child.${extension}`, import.meta.url));
  const child = fork(entry, [join(config.root, file)], {
    cwd: config.root,
    execArgv: [...loaderFor(config)],
    env: { ...config.environment, NO_COLOR: '1', FORCE_COLOR: undefined },
    silent: true,
  });
  const stop = () => child.kill();
  signal?.addEventListener('abort', stop);
  return new Promise((resolve, reject) => {
    let output = '';
    let results: readonly SuiteResult[] | null = null;
    let stopped: string | null = null;
    const stopAfter = (ms: number, why: string) =>
      setTimeout(() => {
        stopped = why;
        child.kill('SIGKILL');
      }, ms);
    let timer = stopAfter(FILE_LIMIT_MS, `It ran for over ${FILE_LIMIT_MS / 1000} s.`);
    child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr?.on('data', (text: Buffer) => (output += text.toString()));
    child.on('message', (message) => {
      results = message as readonly SuiteResult[]; // `uvu-child.ts` sends nothing else
      clearTimeout(timer);
      timer = stopAfter(END_LIMIT_MS, 'Its tests ended, it did not: close what it opened.');
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      resolve({ code, results, output, stopped });
    });
  });
}

/** Our own tests run from what set-up compiled of them, those of any other project by tsx. */
function loaderFor({ root, install }: ProjectConfig): readonly string[] {
  const isCompiled = import.meta.url.endsWith('.js') && root === install;
  if (!isCompiled) return ['--import', import.meta.resolve('tsx')];
  return ['--enable-source-maps', '--import', import.meta.resolve('./compiled-sources.js')];
}
