import { loadModule } from 'libpg-query';

import { tellsBreak } from '../broken.ts';
import type { Finding } from '../finding.ts';
import { filesOf, type Given } from '../given/given.ts';
import { readGiven } from '../given/read-given.ts';
import { lintAll } from '../lint-all.ts';
import { lintFiles } from '../lint-files.ts';
import { loadRules } from '../load-rules.ts';
import { type FileText, readText } from '../read-file.ts';
import type { Rule } from '../rule.ts';
import type { Placement } from '../statement.ts';

/** What it takes to judge a folder by our own rules, bodies too; sqlfluff has no part in it. */
export interface LintBench {
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  readonly rules: number;
  /** Statements and expressions by the place they stand in. */
  readonly statements: Readonly<Record<Placement, number>>;
  /** The first time in a process: reading from the disk, the parser and the rules are loaded. */
  readonly cold: Speed;
  /** The next time, as `--watch` has it. */
  readonly warm: Speed;
  /** Files of which all was read. */
  readonly linted: number;
  /** Files with a PW806: not read, or not wholly. */
  readonly unread: number;
  /** Files at which a rule or the reader threw, or a process ended. */
  readonly crashes: readonly Crash[];
  /** How many findings each rule has, the most first. */
  readonly findings: readonly (readonly [rule: string, count: number])[];
  /** True: nothing crashed, no file is missing, and cold was fast enough. */
  readonly passes: boolean;
}

/** How fast all files were judged. */
export interface Speed {
  readonly seconds: number;
  /** Of this process, all its threads: beside other work the wall clock says little. */
  readonly cpuSeconds: number;
  readonly filesPerSecond: number;
}

/** A file at which procwright itself failed. */
export interface Crash {
  readonly file: string;
  readonly message: string;
}

/** What is asked of two cores that do nothing else, in files a second. */
export const LEAST_SPEED = 400;

/**
 * Judges all SQL of a folder twice, and counts what became of each file.
 *
 * @param load Gives the rules; other ones in a test.
 * @throws {CommandFault} When the folder holds no SQL.
 */
export async function benchLint(folder: string, load = loadRules): Promise<LintBench> {
  const first = await timed(() => judge(folder, load));
  const again = await timed(() => judge(folder, load));
  const { given, rules, findings, crashes } = first.value;
  const files = filesOf(given);
  const unread = new Set(findings.filter(({ rule }) => rule === 'PW806').map(({ file }) => file));
  for (const { file } of crashes) unread.delete(file);
  const crashed = new Set(crashes.map(({ file }) => file));
  const linted = files.filter((file) => !unread.has(file) && !crashed.has(file)).length;
  const cold = speedOf(files, first.taken);
  const isWhole = linted + unread.size === files.length;
  return {
    folder,
    files: files.length,
    bytes: given.texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
    rules: rules.length,
    statements: countStatements(given.texts, crashed),
    cold,
    warm: speedOf(files, again.taken),
    linted,
    unread: unread.size,
    crashes,
    findings: countRules(findings),
    passes: crashes.length === 0 && isWhole && cold.filesPerSecond >= LEAST_SPEED,
  };
}

interface Judged {
  readonly given: Given;
  readonly rules: readonly Rule[];
  readonly findings: readonly Finding[];
  readonly crashes: readonly Crash[];
}

async function judge(folder: string, load: typeof loadRules): Promise<Judged> {
  const given = readGiven([folder]);
  const [rules] = await Promise.all([load(), loadModule()]);
  const own = load === loadRules;
  const judged = await (own ? lintAll(given.texts) : lintFiles(rules, given.texts));
  const findings = judged.filter((one) => !tellsBreak(one));
  const crashes = judged.filter(tellsBreak).map(({ file, message }) => ({ file, message }));
  return { given, rules, findings: [...given.unread, ...findings], crashes };
}

async function timed<Value>(work: () => Promise<Value>) {
  const [start, usage] = [performance.now(), process.cpuUsage()];
  const value = await work();
  const { user, system } = process.cpuUsage(usage);
  const seconds = (performance.now() - start) / 1000;
  return { value, taken: { seconds, cpuSeconds: (user + system) / 1e6 } };
}

const speedOf = (
  files: readonly string[],
  taken: Pick<Speed, 'seconds' | 'cpuSeconds'>,
): Speed => ({ ...taken, filesPerSecond: files.length / taken.seconds });

function countStatements(texts: readonly FileText[], crashed: ReadonlySet<string>) {
  const counts: Record<Placement, number> = { top: 0, body: 0, execute: 0 };
  for (const text of texts) {
    if (crashed.has(text.path)) continue;
    for (const { placement } of readText(text).statements) counts[placement] += 1;
  }
  return counts;
}

function countRules(findings: readonly Finding[]): LintBench['findings'] {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
