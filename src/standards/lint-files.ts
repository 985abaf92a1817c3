import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { loadModule } from 'libpg-query';

import { applyRules } from './apply-rules.ts';
import { brokenReading } from './broken.ts';
import type { Finding } from './finding.ts';
import { unreadAt } from './given/given.ts';
import { createKnown, type Known } from './ground/known.ts';
import { learn } from './ground/learn.ts';
import { isParserBroken, renewParser } from './read/parser-module.ts';
import { type FileText, type ReadFile, readText, textOf } from './read-file.ts';
import type { Rule } from './rule.ts';
import { byVersion, sqlFile, type SqlFile } from './sql-file.ts';

/**
 * Judges files by the rules, each on the ground of what runs before it: migrations by version, all
 * else of a project behind its migrations. Earlier files that aren't given are read from the disk.
 *
 * @returns The findings, by file in no certain order.
 */
export async function lintFiles(
  rules: readonly Rule[],
  texts: readonly FileText[],
): Promise<readonly Finding[]> {
  await loadModule();
  const series = new Map<string | null, Given[]>();
  for (const text of texts) {
    const file = sqlFile(text.path);
    const folder = seriesFolder(file);
    const known = series.get(folder);
    if (known === undefined) series.set(folder, [{ text, file }]);
    else known.push({ text, file });
  }
  const findings: (readonly Finding[])[] = [];
  for (const [folder, given] of series) {
    if (folder !== null) {
      findings.push(await lintSeries(rules, folder, given));
      continue;
    }
    for (const { text } of given) {
      findings.push(await judge(rules, text, { known: createKnown(), repeatables: NONE }));
    }
  }
  return findings.flat();
}

interface Given {
  readonly text: FileText;
  readonly file: SqlFile;
}

interface Standing {
  readonly known: Known;
  readonly repeatables: ReadonlyMap<string, string>;
}

const NONE: ReadonlyMap<string, string> = new Map();

async function judge(rules: readonly Rule[], text: FileText, standing: Standing) {
  return applyRules(rules, await readWhole(text), standing);
}

/** A text that breaks the parser is read again by a new one, without what broke it. */
async function readWhole(text: FileText): Promise<ReadFile> {
  let read = readText(text);
  for (let breaks = 0; isParserBroken(); breaks += 1) {
    await renewParser();
    if (breaks === MOST_BREAKS) break;
    read = readText(text);
  }
  return read;
}

/** The text as a whole, without what is foreign to SQL, and a few statements each. */
const MOST_BREAKS = 20;

/** The folder of the migrations that run before a file, or among which it runs; null for none. */
export function seriesFolder({ path, role, root, version }: SqlFile): string | null {
  if (root !== null) return join(root, 'V');
  return role === 'versioned' && version !== null ? dirname(resolve(path)) : null;
}

/** Migrations by version, undo files behind theirs, then all the rest. */
async function lintSeries(
  rules: readonly Rule[],
  folder: string,
  given: readonly Given[],
): Promise<readonly Finding[]> {
  const known = createKnown();
  const repeatables = repeatablesOf(folder, given);
  const findings: Finding[] = [];
  const behind = given.filter(({ file }) => file.role !== 'versioned');
  const undone = behind.filter(({ file }) => file.role === 'undo');
  for (const step of migrationsOf(folder, given)) {
    if (step.text !== null)
      findings.push(...(await judge(rules, step.text, { known, repeatables })));
    else findings.push(...(await learnAll(known, step.file.path)));
    for (const { text, file } of undone) {
      if (file.version !== step.file.version) continue;
      findings.push(...(await judge(rules, text, { known: known.copy(), repeatables })));
    }
  }
  const versions = new Set(migrationsOf(folder, given).map(({ file }) => file.version));
  for (const { text, file } of behind) {
    if (file.role === 'undo' && versions.has(file.version)) continue;
    findings.push(...(await judge(rules, text, { known: known.copy(), repeatables })));
  }
  return findings;
}

/** A migration; without a text where it isn't to be judged, but is to be known. */
interface Step {
  readonly file: SqlFile;
  readonly text: FileText | null;
}

/** What runs up to the last file that is given: all, where one that runs behind them is. */
function migrationsOf(folder: string, given: readonly Given[]): readonly Step[] {
  const own = given.filter(({ file }) => file.role === 'versioned');
  const ownPaths = new Set(own.map(({ file }) => resolve(file.path)));
  const others = (existsSync(folder) ? readdirSync(folder) : [])
    .map((name) => sqlFile(join(relative(process.cwd(), folder), name)))
    .filter(({ path, name, version, role }) => {
      const isOne = role === 'versioned' && version !== null && name.endsWith('.sql');
      return isOne && !ownPaths.has(resolve(path));
    });
  const steps = [...own, ...others.map((file) => ({ file, text: null }))];
  const sorted = steps.toSorted((a, b) => byVersion(a.file, b.file));
  if (own.length < given.length) return sorted;
  return sorted.slice(0, sorted.findLastIndex(({ text }) => text !== null) + 1);
}

/** What an earlier file makes; it isn't judged, so only that it broke is told. */
async function learnAll(known: Known, path: string): Promise<readonly Finding[]> {
  try {
    for (const statement of (await readWhole(textOf(path))).statements)
      learn(known, statement, path);
    return [];
  } catch (error) {
    return [unreadAt(path, brokenReading(error))];
  }
}

/** `app.f` for each `R__10_app.f.sql` that is given or lies in the folder R beside V. */
function repeatablesOf(folder: string, given: readonly Given[]): ReadonlyMap<string, string> {
  const beside = join(dirname(folder), 'R');
  const names = existsSync(beside)
    ? readdirSync(beside, { recursive: true, encoding: 'utf8' })
    : [];
  const paths = [
    ...names.map((name) => join(relative(process.cwd(), beside), name)),
    ...given.map(({ file }) => file.path),
  ];
  return new Map(
    paths.flatMap((path) => {
      const routine = /(?:^|[\\/])R__(?:\d+_)?(\w+\.\w+)\.sql$/.exec(path)?.[1];
      return routine === undefined ? [] : [[routine, path]];
    }),
  );
}
