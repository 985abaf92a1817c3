/** One thing that was judged: an assertion, a routine, a file. */
export interface TestCase {
  readonly name: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** Why it failed, or why it was skipped; several lines where they help. */
  readonly says?: string;
  /** Where to look: a file of the project. */
  readonly file?: string;
  readonly line?: number;
}

/** What was judged together: a test file, mostly. */
export interface Group {
  readonly name: string;
  readonly seconds: number;
  readonly cases: readonly TestCase[];
  /** The one command that runs it alone. */
  readonly again?: string;
}

/** One part of a run: pgTAP, the unit suite, the layout … */
export interface Part {
  readonly name: string;
  readonly seconds: number;
  readonly groups: readonly Group[];
}

/** How many there were of each verdict. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Every case of some parts. */
export const casesOf = (parts: readonly Part[]): readonly TestCase[] =>
  parts.flatMap(({ groups }) => groups.flatMap(({ cases }) => cases));

/** Counts the cases by verdict. */
export function totalsOf(cases: readonly TestCase[]): Totals {
  const count = (verdict: TestCase['verdict']) =>
    cases.filter((one) => one.verdict === verdict).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** Runs one part and takes its time. A part in which nothing was judged is a failure. */
export async function timed(name: string, body: () => Promise<readonly Group[]>): Promise<Part> {
  const start = performance.now();
  const groups = await body();
  const seconds = (performance.now() - start) / 1000;
  const isEmpty = groups.every(({ cases }) => cases.length === 0);
  return { name, seconds, groups: isEmpty ? [...groups, nothingJudged(name)] : groups };
}

function nothingJudged(name: string): Group {
  return failedGroup(name, 'judges something', NOTHING);
}

/** A part that could not begin, and why. */
export function failedPart(name: string, says: string): Part {
  return { name, seconds: 0, groups: [failedGroup(name, 'begins', says)] };
}

function failedGroup(name: string, what: string, says: string): Group {
  return { name, seconds: 0, cases: [{ name: what, verdict: 'failed', says }] };
}

/** What is said of a part without a single test. */
export const NOTHING = 'Zero tests were run: that proves nothing, so it is a failure.';
