import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fingerprintSync, loadModule } from 'libpg-query';

import type { Config } from '../../config.ts';
import { readGiven } from '../given/read-given.ts';
import { differenceOf } from '../layout/fix/difference-of.ts';
import { fixFiles } from '../layout/fix/fix-files.ts';

/** What `--fix` did to copies of a folder's files. */
export interface FixProof {
  readonly folder: string;
  /** Files that were copied and given to `--fix`. */
  readonly given: number;
  readonly mended: number;
  /** Nothing to mend. */
  readonly sound: number;
  /** Left as they were, by the reason. */
  readonly left: readonly (readonly [reason: string, count: number])[];
  /** Files whose meaning is another one afterwards: there may be none. */
  readonly changed: readonly string[];
  /** Of the first 50 that were mended: those that are mended again. There should be none. */
  readonly unsettled: readonly string[];
}

const MOST_AGAIN = 50;

/** How far a proof goes. */
export interface FixProofOptions {
  /** How many files are taken, evenly from the list by name; one takes about 0.2 s. */
  readonly most: number;
  readonly signal?: AbortSignal;
  /** Another way of mending, for a test. */
  readonly fix?: typeof fixFiles;
}

/**
 * Runs `--fix` over copies of a folder's files, and judges the copies from outside: what was mended
 * has the tree, the comments and libpg_query's fingerprint of the original, what was left has its
 * bytes.
 *
 * @throws {CommandFault} When the folder holds no SQL, or sqlfluff doesn't run.
 */
export async function proveFix(
  config: Config,
  folder: string,
  { most, signal, fix = fixFiles }: FixProofOptions,
): Promise<FixProof> {
  await loadModule();
  const paths = sample(
    readGiven([folder]).texts.map(({ path }) => path),
    most,
  );
  const beside = mkdtempSync(join(tmpdir(), 'procwright-fix-'));
  try {
    const copies = paths.map((path, index) => {
      const copy = join(beside, `${index}.sql`);
      copyFileSync(path, copy);
      return copy;
    });
    const fixed = await fix(config, copies, signal);
    const changed = paths.filter((path, index) => {
      const [before, after] = [path, copies[index] ?? ''].map((one) => readFileSync(one));
      const isMended = fixed[index]?.outcome === 'mended';
      return isMended ? !meansTheSame(`${before}`, `${after}`) : `${before}` !== `${after}`;
    });
    const mended = copies.filter((_, index) => fixed[index]?.outcome === 'mended');
    const again = await fix(config, mended.slice(0, MOST_AGAIN), signal);
    const unsettled = again.filter(({ outcome }) => outcome === 'mended');
    return {
      folder,
      given: paths.length,
      mended: mended.length,
      sound: fixed.filter(({ outcome }) => outcome === 'sound').length,
      left: countReasons(fixed.flatMap(({ reason }) => reason ?? [])),
      changed,
      unsettled: unsettled.map(({ path }) => paths[copies.indexOf(path)] ?? path),
    };
  } finally {
    rmSync(beside, { recursive: true });
  }
}

function meansTheSame(before: string, after: string): boolean {
  const [one, other] = [before, after].map((text) => text.replace(/^\uFEFF/, ''));
  if (one === undefined || other === undefined) return false;
  return differenceOf(one, other) === null && fingerprintSync(one) === fingerprintSync(other);
}

function sample(paths: readonly string[], most: number): readonly string[] {
  const step = Math.max(1, paths.length / most);
  const count = Math.min(paths.length, most);
  return Array.from({ length: count }, (_, index) => paths[Math.floor(index * step)] ?? '');
}

function countReasons(reasons: readonly string[]): FixProof['left'] {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    const kind = reason.replaceAll(/\d+/g, 'N');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].toSorted(([, m], [, n]) => n - m);
}

/** The proof for a person. */
export function fixProofText({ folder, given, ...proof }: FixProof): string {
  const { mended, sound, left, changed, unsettled } = proof;
  const sum = left.reduce((all, [, count]) => all + count, 0);
  return [
    `${given} files of ${folder}: ${mended} mended, ${sound} sound, ${sum} left as they were`,
    ...left.map(([reason, count]) => `  ${count} left: ${reason}`),
    `${changed.length} mean something else afterwards`,
    ...changed.map((file) => `  ${file}`),
    `${unsettled.length} of ${Math.min(mended, MOST_AGAIN)} are mended again the second time`,
    ...unsettled.map((file) => `  ${file}`),
  ].join('\n');
}
