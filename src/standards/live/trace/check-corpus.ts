import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Finding } from '../../finding.ts';

/** A file of a corpus of hazards, and what stands in it. */
export interface CorpusFile {
  readonly file: string;
  readonly rule: string;
  /** `top`, `body`, `exec`, or `safe` for a twin without the hazard. */
  readonly placement: string;
  /** The lines of the hazard; null in a safe file. */
  readonly lines: readonly [first: number, last: number] | null;
}

/** What is said of a corpus whose hazards are known. */
export interface CorpusResult {
  /** Hazards by rule and placement that were found on one of their lines. */
  readonly found: readonly CorpusFile[];
  readonly missed: readonly CorpusFile[];
  /** What was said of safe files. */
  readonly alarms: readonly Finding[];
}

/** Reads `manifest.csv` of a folder; its cells hold no commas. */
export function readCorpus(folder: string): readonly CorpusFile[] {
  const [head = '', ...rows] = readFileSync(join(folder, 'manifest.csv'), 'utf8')
    .trim()
    .split(/\r?\n/);
  const names = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const first = Number(cell('line'));
    return {
      file: join(folder, cell('file')),
      rule: cell('rule'),
      placement: cell('placement'),
      lines: first > 0 ? [first, Number(cell('end_line')) || first] : null,
    };
  });
}

/** Compares what was found with what is known. */
export function judgeCorpus(
  corpus: readonly CorpusFile[],
  findings: readonly Finding[],
): CorpusResult {
  const isFound = ({ file, rule, lines }: CorpusFile) =>
    findings.some(
      (one) =>
        one.file === file &&
        one.rule === rule &&
        lines !== null &&
        one.line >= lines[0] &&
        one.line <= lines[1],
    );
  const hazards = corpus.filter(({ lines }) => lines !== null);
  const safe = new Set(corpus.filter(({ lines }) => lines === null).map(({ file }) => file));
  return {
    found: hazards.filter(isFound),
    missed: hazards.filter((one) => !isFound(one)),
    alarms: findings.filter(({ file, level }) => safe.has(file) && level !== 'note'),
  };
}
