import { paint } from '../../output/paint.ts';
import type { FileReport, StepReport } from './trace/report.ts';

/** What each file did, for a reader: a line a command, then who had to wait. */
export function traceLines(reports: readonly FileReport[]): readonly string[] {
  return reports.flatMap(({ file, isTransactional, steps, waits, emptyTables }) => {
    const way = isTransactional
      ? 'in one transaction, taken back'
      : 'without a transaction, on a copy';
    const nothing = steps.length === 0 ? ['  touches nothing that was there before'] : [];
    const empty = emptyTables.length > 0 ? [`  without a row: ${emptyTables.join(', ')}`] : [];
    return [
      `${paint.bold(file)}: ${way}`,
      ...nothing,
      ...steps.flatMap(stepLines),
      ...waits.map(
        ({ relation, readerMs, writerMs }) =>
          `  beside it, ${relation}: a reader waited ${ms(readerMs)} at most, a writer ${ms(writerMs)}`,
      ),
      ...empty,
    ];
  });
}

function stepLines({ line, command, ms: took, wal, ...step }: StepReport): readonly string[] {
  const locks = step.locks.map(
    ({ relation, mode, heldMs }) =>
      `locks ${relation} (${mode.replace(/Lock$/, '')}) for ${ms(heldMs)}, to the end`,
  );
  const rows = step.rows.map(({ relation, under, ...counts }) => {
    const parts = Object.entries(counts).filter(([, count]) => count > 0);
    const lock = under === null ? '' : ` under ${under.replace(/Lock$/, '')}`;
    return `${relation}: ${parts.map(([what, count]) => `${count} ${what}`).join(', ')}${lock}`;
  });
  const rewritten = step.rewritten.map((relation) => `writes ${relation} anew`);
  const lost = step.lost.map((what) => `loses ${what}`);
  return [
    `  line ${line} ${command}: ${ms(took)}, ${wal} bytes of WAL`,
    ...[...locks, ...rows, ...rewritten, ...lost].map((text) => `    ${text}`),
  ];
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
