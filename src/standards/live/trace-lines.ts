import { paint } from '../../output/paint.ts';
import { type FileReport, LOCK_MODES, type StepReport } from './trace/report.ts';

/** What each file did, for a reader: a line a command, then who had to wait. */
export function traceLines(reports: readonly FileReport[]): readonly string[] {
  const empty = reports.at(-1)?.emptyTables ?? [];
  const unseen = `Without a row, so that a scan can't be seen: ${empty.join(', ')}. Give --data.`;
  return [...reports.flatMap(fileLines), ...(empty.length > 0 ? [unseen] : [])];
}

function fileLines({ file, isTransactional, steps, waits }: FileReport): readonly string[] {
  const way = isTransactional
    ? 'in one transaction, taken back'
    : 'without a transaction, on a copy';
  return [
    `${paint.bold(file)}: ${way}`,
    ...(steps.length === 0 ? ['  touches nothing that was there before'] : []),
    ...steps.flatMap(stepLines),
    ...waits.map(({ relation, readerMs, writerMs }) => {
      const most = `a reader waited ${ms(readerMs)} at most, a writer ${ms(writerMs)}`;
      return `  beside it, ${relation}: ${most}`;
    }),
  ];
}

function stepLines({ line, command, ms: took, wal, ...step }: StepReport): readonly string[] {
  const relations = [...new Set(step.locks.map(({ relation }) => relation))];
  const strongest = relations.flatMap((relation) => {
    const own = step.locks.filter((one) => one.relation === relation);
    return own.toSorted((a, b) => LOCK_MODES.indexOf(b.mode) - LOCK_MODES.indexOf(a.mode))[0] ?? [];
  });
  const locks = strongest.map(
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
