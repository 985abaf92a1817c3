import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Finding } from './finding.ts';
import { lintFiles, seriesFolder } from './lint-files.ts';
import { loadRules } from './load-rules.ts';
import type { FileText } from './read-file.ts';
import { sqlFile } from './sql-file.ts';

/**
 * Judges files by all rules, where there are many in as many processes as there are cores: the
 * parser keeps one core busy. Files of one series stay together.
 *
 * @returns The findings, in no certain order.
 */
export async function lintAll(
  texts: readonly FileText[],
  processes = Math.min(availableParallelism(), Math.ceil(texts.length / A_PROCESS_WORTH)),
): Promise<readonly Finding[]> {
  const [own = [], ...others] = share(texts, Math.max(1, processes));
  const away = others.map(lintElsewhere);
  // without a look at them until then, one that fails would end this process too
  const all = Promise.all(away);
  all.catch(() => undefined);
  const here = await lintFiles(await loadRules(), own);
  return [...here, ...(await all).flat()];
}

/** Starting a process takes as long as judging about so many files. */
const A_PROCESS_WORTH = 200;

/** Parts of about the same size: the biggest series first, each to the part that has least. */
function share(texts: readonly FileText[], count: number): readonly (readonly FileText[])[] {
  if (count === 1) return [texts];
  const series = new Map<string, FileText[]>();
  for (const text of texts) {
    const folder = seriesFolder(sqlFile(text.path)) ?? `alone ${text.path}`;
    series.set(folder, [...(series.get(folder) ?? []), text]);
  }
  const parts = Array.from({ length: count }, () => ({ size: 0, texts: [] as FileText[] }));
  const sized = [...series.values()].map((own) => ({ own, size: sizeOf(own) }));
  for (const { own, size } of sized.toSorted((a, b) => b.size - a.size)) {
    const least = parts.reduce((best, part) => (part.size < best.size ? part : best));
    least.size += size;
    least.texts.push(...own);
  }
  return parts.map((part) => part.texts).filter((part) => part.length > 0);
}

const sizeOf = (texts: readonly FileText[]) =>
  texts.reduce((sum, { text }) => sum + text.length, 0);

const PROCESS = fileURLToPath(
  new URL(`./lint-process${extname(import.meta.url)}`, import.meta.url),
);

async function lintElsewhere(texts: readonly FileText[]): Promise<readonly Finding[]> {
  const child = fork(PROCESS, { serialization: 'advanced' });
  const answer = new Promise<readonly Finding[]>((resolve, reject) => {
    child.once('message', (findings) => resolve(findings as readonly Finding[])); // its own answer
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      reject(new Error(`A process of lint ended with ${code ?? signal}.`));
    });
  });
  child.send(texts);
  return answer;
}
