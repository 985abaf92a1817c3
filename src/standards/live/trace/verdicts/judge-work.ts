import { writtenBy } from '../effects.ts';
import type { Step } from '../step.ts';
import { type Circumstances, oldEffects, type Verdict } from './verdict.ts';

/** More rows than these are work, not a look into a table of settings. */
const SHORT = 100;

/** PW520 and PW531: what a transaction does with rows, summed over its steps. */
export function createWorkJudge(): (
  step: Step,
  circumstances: Circumstances,
) => readonly Verdict[] {
  const rows = new Map<string, number>();
  return (step, circumstances) => [
    ...backfills(step, circumstances, rows),
    ...judgeWaiting(step, circumstances),
  ];
}

function backfills(
  step: Step,
  circumstances: Circumstances,
  rows: Map<string, number>,
): readonly Verdict[] {
  const { mostRows } = circumstances;
  return oldEffects(step, circumstances).flatMap(({ is, updated, deleted }) => {
    const before = rows.get(is.oid) ?? 0;
    const now = before + updated + deleted;
    rows.set(is.oid, now);
    if (before > mostRows || now <= mostRows) return [];
    const message =
      `${now} rows of ${is.name} are changed in one transaction, and stay locked until ` +
      `its end; change at most ${mostRows} at once, in batches by key.`;
    return [{ rule: 'PW520' as const, level: 'error' as const, message }];
  });
}

function judgeWaiting(step: Step, { old }: Circumstances): readonly Verdict[] {
  const closed = step.before.locks.flatMap(([oid, mode]) =>
    mode === 'AccessExclusiveLock' && /^[rpm]$/.test(old.get(oid)?.kind ?? '')
      ? [old.get(oid)?.name ?? oid]
      : [],
  );
  const tables = step.effects.filter(({ is }) => /^[rpm]$/.test(is.kind));
  const done = tables.reduce((sum, effect) => sum + effect.read + writtenBy(effect), 0);
  if (closed.length === 0 || done <= SHORT) return [];
  const message =
    `Nobody can read ${closed.join(', ')} since an earlier statement, and this one ` +
    `works on ${done} rows; do the work first, or in a file of its own.`;
  return [{ rule: 'PW531', level: 'warning', message }];
}
