import { pathToFileURL } from 'node:url';

/** One suite of a file, as uvu 0.5.6 tells of it. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly skipped: number;
  readonly total: number;
  /** What failed, as uvu prints it; empty when nothing did. */
  readonly errors: string;
}

/** What uvu puts into its queue for each `.run()`: errors or true, passed, skipped, total. */
type Runner = () => Promise<
  [errors: string | true, passed: number, skipped: number, total: number]
>;

/** The queue by which uvu's own command line runs files: without it, `.run()` starts at once. */
interface UvuGlobals {
  UVU_DEFER?: number;
  UVU_INDEX?: number;
  UVU_QUEUE?: (string | null | Runner)[][];
}

// a signal alone would pass over what a test has laid down for its exit
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

// In a process of its own: imports one test file, runs what it queued, and reports to its parent.
const [file] = process.argv.slice(2);
if (file !== undefined && process.send !== undefined) {
  const results = await runFile(file);
  process.send(results, () => process.disconnect()); // then it ends by itself, or is told so
}

async function runFile(path: string): Promise<readonly SuiteResult[]> {
  const uvu = globalThis as UvuGlobals;
  const queue: (string | null | Runner)[] = [];
  uvu.UVU_DEFER = 1;
  uvu.UVU_INDEX = 0;
  uvu.UVU_QUEUE = [queue];
  await import(pathToFileURL(path).href);
  const results: SuiteResult[] = [];
  for (const runner of queue) {
    if (typeof runner === 'function') results.push(await runSuite(runner, results.length + 1));
  }
  return results;
}

async function runSuite(runner: Runner, nth: number): Promise<SuiteResult> {
  try {
    const [errors, passed, skipped, total] = await runner();
    return { name: `suite ${nth}`, passed, skipped, total, errors: errors === true ? '' : errors };
  } catch (error) {
    const errors = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { name: `suite ${nth}`, passed: 0, skipped: 0, total: 1, errors };
  }
}
