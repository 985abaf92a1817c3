import { availableParallelism } from 'node:os';

import { inShares } from '../in-parallel.ts';
import type { Finding } from './finding.ts';
import { lintFiles, seriesFolder } from './lint-files.ts';
import { loadRules, RULES } from './load-rules.ts';
import { openLintProcess } from './processes/open-lint-process.ts';
import type { FileText } from './read-file.ts';
import { sqlFile } from './sql-file.ts';

/** By what, and with what, files are judged. */
export interface LintAllOptions {
  /** The folder of the rules. */
  readonly room?: URL;
  readonly processes?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Judges files by all rules, where there are many in as many processes as there are cores: the
 * parser keeps one core busy. Files of one series stay together. A process that ends takes no file
 * with it: that those which it had were not judged is told.
 *
 * @returns The findings, in no certain order.
 * @throws {CommandFault} When `signal` says stop.
 */
export async function lintAll(
  texts: readonly FileText[],
  { room = RULES, processes = fitting(texts), signal }: LintAllOptions = {},
): Promise<readonly Finding[]> {
  const lots = processes > 1 ? lotsOf(texts) : [];
  if (lots.length < 2) return lintFiles(await loadRules(room), texts);
  const found = await inShares<readonly FileText[], readonly Finding[]>(
    lots,
    { jobs: processes, signal },
    async (share) => {
      const elsewhere = openLintProcess(room);
      try {
        await share(elsewhere.judge);
      } finally {
        elsewhere.close();
      }
    },
  );
  return found.flat();
}

const fitting = (texts: readonly FileText[]) =>
  Math.min(availableParallelism(), Math.ceil(texts.length / A_PROCESS_WORTH));

/** Starting a process takes as long as judging about so many files. */
const A_PROCESS_WORTH = 200;

/** Large enough that sending it costs little, small enough that all end at about the same time. */
const LOT = 128 * 1024;

/** Lots of about the same size, the biggest first: a series is never parted. */
function lotsOf(texts: readonly FileText[]): readonly (readonly FileText[])[] {
  const series = new Map<string, FileText[]>();
  for (const text of texts) {
    const folder = seriesFolder(sqlFile(text.path)) ?? `alone ${text.path}`;
    const known = series.get(folder);
    if (known === undefined) series.set(folder, [text]);
    else known.push(text);
  }
  const sized = [...series.values()].map((own) => ({ own, size: sizeOf(own) }));
  const lots: FileText[][] = [];
  let room = 0;
  for (const { own, size } of sized.toSorted((a, b) => b.size - a.size)) {
    if (size > room) {
      lots.push([...own]);
      room = LOT - size;
    } else {
      lots.at(-1)?.push(...own);
      room -= size;
    }
  }
  return lots;
}

const sizeOf = (texts: readonly FileText[]) =>
  texts.reduce((sum, { text }) => sum + text.length, 0);
