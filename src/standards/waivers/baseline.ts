import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

import { CommandFault, EXIT } from '../../exit-code.ts';
import type { Finding } from '../finding.ts';
import type { FileText } from '../read-file.ts';
import { statementKeys } from './statement-keys.ts';

/** Findings that were there before: so many of a rule, in a statement, in a file. */
export interface BaselineEntry {
  /** From the folder of the baseline on, parted by slashes. */
  readonly file: string;
  readonly rule: string;
  /** The statement's name, see {@link statementKeys}. */
  readonly statement: string;
  readonly count: number;
}

/** What a run says against a baseline. */
export interface Compared {
  /** What the baseline doesn't know: a second of the same kind is new. */
  readonly fresh: readonly Finding[];
  /** How many it knows. */
  readonly kept: number;
  /** What it knows and is no more, of the files of the run and of those that are gone. */
  readonly gone: readonly BaselineEntry[];
}

/** Findings, and the texts that they speak of. */
export interface Judged {
  readonly files: readonly string[];
  readonly texts: readonly FileText[];
  readonly findings: readonly Finding[];
}

/** What is wrong with a waiver is never old. */
const NEVER = new Set(['PW803', 'PW804', 'PW805']);

/**
 * Reads a baseline.
 *
 * @throws {CommandFault} When it isn't there, or is none.
 */
export function readBaseline(file: string): readonly BaselineEntry[] {
  const fault = (why: string) =>
    new CommandFault(EXIT.usage, `The baseline ${file} ${why}.`, 'Write it: --write-baseline');
  if (!existsSync(file)) throw fault('is not there');
  try {
    const { version, findings } = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    if (version === VERSION && findings.every(isEntry)) return findings;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
  }
  throw fault('is none that this version reads');
}

interface Stored {
  readonly version: number;
  readonly findings: readonly BaselineEntry[];
}

const VERSION = 1;

function isEntry({ file, rule, statement, count }: BaselineEntry): boolean {
  const isNamed = [file, rule, statement].every((text) => typeof text === 'string');
  return isNamed && Number.isInteger(count);
}

/** Parts the findings of a run into those that a baseline knows and those that it doesn't. */
export function compareBaseline(
  file: string,
  baseline: readonly BaselineEntry[],
  judged: Judged,
): Compared {
  const left = new Map(baseline.map((entry) => [keyOf(entry), entry.count]));
  const nameOf = entryNames(file, judged);
  const fresh = judged.findings.filter((finding) => {
    const key = nameOf(finding);
    const count = key === null ? 0 : (left.get(key) ?? 0);
    if (key === null || count === 0) return true;
    left.set(key, count - 1);
    return false;
  });
  const own = new Set(judged.files.map((given) => storedName(file, given)));
  const gone = baseline.flatMap((entry) => {
    const count = left.get(keyOf(entry)) ?? 0;
    const isKnown = own.has(entry.file) || !existsSync(resolve(dirname(file), entry.file));
    return count > 0 && isKnown ? [{ ...entry, count }] : [];
  });
  return { fresh, kept: judged.findings.length - fresh.length, gone };
}

/**
 * Writes the findings of a run as a baseline; of files that weren't in the run it keeps what it
 * knew. Ordered, an entry a line: two branches that both shrink it merge.
 *
 * @returns How many findings it holds.
 */
export function writeBaseline(file: string, judged: Judged): number {
  const own = new Set(judged.files.map((given) => storedName(file, given)));
  const others = (existsSync(file) ? readBaseline(file) : []).filter(
    (entry) => !own.has(entry.file) && existsSync(resolve(dirname(file), entry.file)),
  );
  const counts = new Map<string, number>();
  const nameOf = entryNames(file, judged);
  for (const key of judged.findings.map(nameOf)) {
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const made = [...counts].map(([key, count]) => {
    const [name = '', rule = '', statement = ''] = JSON.parse(key) as readonly string[];
    return { file: name, rule, statement, count };
  });
  const entries = [...others, ...made].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  const text = `{\n  "version": ${VERSION},\n  "findings": [\n${lines}\n  ]\n}\n`;
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
  return entries.reduce((sum, { count }) => sum + count, 0);
}

const keyOf = ({ file, rule, statement }: Omit<BaselineEntry, 'count'>): string =>
  JSON.stringify([file, rule, statement]);

function storedName(baseline: string, file: string): string {
  return relative(dirname(resolve(baseline)), resolve(file))
    .split(sep)
    .join('/');
}

/** The key of a finding; null for one that no baseline holds. */
function entryNames(file: string, { texts }: Judged): (finding: Finding) => string | null {
  const textOf = new Map(texts.map(({ path, text }) => [path, text]));
  const keys = new Map<string, ReturnType<typeof statementKeys>>();
  return ({ file: path, rule, line, column, waived }) => {
    if (waived !== undefined || NEVER.has(rule)) return null;
    const keyAt = keys.get(path) ?? statementKeys(textOf.get(path) ?? '');
    keys.set(path, keyAt);
    return keyOf({ file: storedName(file, path), rule, statement: keyAt(line, column) });
  };
}
