import type { ReadFile } from '../../read-file.ts';
import { isRewritten } from './effects.ts';
import { spanOfStep } from './place.ts';
import type { Wait } from './probe.ts';
import type { FileRun } from './run-file.ts';
import type { Step } from './step.ts';
import { oldEffects, type OldEffect } from './verdicts/verdict.ts';

/** What one command of a file did to what was there before. */
export interface StepReport {
  readonly line: number;
  /** `ALTER TABLE`, or the first words of the statement. */
  readonly command: string;
  readonly ms: number;
  /** Bytes of the write-ahead log. */
  readonly wal: number;
  /** From the end of the command to the end of the file, both told: a lock lasts till then. */
  readonly locks: readonly {
    readonly relation: string;
    readonly mode: string;
    readonly heldMs: number;
  }[];
  readonly rewritten: readonly string[];
  readonly rows: readonly {
    readonly relation: string;
    readonly read: number;
    readonly inserted: number;
    readonly updated: number;
    readonly deleted: number;
    /** The strongest lock under which that was done. */
    readonly under: string | null;
  }[];
  readonly lost: readonly string[];
}

/** What a file did, and who had to wait for it. */
export interface FileReport {
  readonly file: string;
  readonly isTransactional: boolean;
  readonly steps: readonly StepReport[];
  /** Empty where the file has no transaction of its own. */
  readonly waits: readonly Wait[];
  /** Tables without a row: a scan of them can't be seen. */
  readonly emptyTables: readonly string[];
}

/** Only steps with something to tell: what touches new relations alone is left out. */
export function stepReports(file: ReadFile, run: FileRun): readonly StepReport[] {
  const end = run.steps.at(-1)?.after.at ?? run.first.at;
  return run.steps
    .map((step) => stepReport(file, run, step, end))
    .filter(({ locks, rewritten, rows, lost }) => {
      return locks.length + rewritten.length + rows.length + lost.length > 0;
    });
}

/** The relations that somebody else could wait for, in the order in which they were locked. */
export function lockedRelations(run: FileRun): readonly string[] {
  const names = run.steps.flatMap((step) =>
    tablesOf(run, step)
      .filter(({ taken }) => taken.some((mode) => mode !== 'AccessShareLock'))
      .map(({ was }) => was.name),
  );
  return [...new Set(names)];
}

function stepReport(file: ReadFile, run: FileRun, step: Step, end: number): StepReport {
  const effects = tablesOf(run, step);
  const { line } = file.source.placeOf(spanOfStep(file, step).start);
  return {
    line,
    command: step.tag ?? step.top.text.split(/\s+/).slice(0, 3).join(' '),
    ms: step.after.at - step.before.at,
    wal: step.after.wal - step.before.wal,
    locks: effects.flatMap(({ is, taken }) =>
      taken.map((mode) => ({ relation: is.name, mode, heldMs: end - step.before.at })),
    ),
    rewritten: effects.filter(isRewritten).map(({ is }) => is.name),
    rows: effects
      .filter((one) => one.read + one.inserted + one.updated + one.deleted > 0)
      .map(({ is, read, inserted, updated, deleted, held }) => ({
        relation: is.name,
        read,
        inserted,
        updated,
        deleted,
        under: LOCK_MODES.findLast((mode) => held.includes(mode)) ?? null,
      })),
    lost: step.dropped
      .filter(({ is_asked, is_cascade }) => is_asked || is_cascade)
      .map(({ type, identity }) => `${type} ${identity}`),
  };
}

function tablesOf({ old }: FileRun, step: Step): readonly OldEffect[] {
  return oldEffects(step, { old }).filter(({ is }) => /^[rpmf]$/.test(is.kind));
}

/** The modes of locks on a relation, the weakest first. */
export const LOCK_MODES: readonly string[] = [
  'AccessShareLock',
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];
