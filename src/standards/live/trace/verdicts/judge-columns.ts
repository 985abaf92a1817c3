import { CONTRACT_STEP } from '../../../ground/change/contract-step.ts';
import { isRewritten } from '../effects.ts';
import type { ColumnState } from '../snapshot.ts';
import {
  added,
  type Circumstances,
  type Judge,
  oldEffects,
  type OldEffect,
  underLock,
  type Verdict,
  wasRead,
} from './verdict.ts';

const E = { level: 'error' } as const;

/** PW509 to PW514, PW515, PW527: columns that come, change and go. */
export const judgeColumns: Judge = (step, circumstances) => [
  ...oldEffects(step, circumstances)
    .filter(({ is }) => is.kind === 'r' || is.kind === 'p')
    .flatMap((effect) => judgeTable(effect, step.tag, circumstances)),
  ...step.dropped
    .filter(({ type, is_asked, oid }) => {
      return type === 'table column' && is_asked && circumstances.old.has(oid);
    })
    .map(({ identity }) => ({
      ...E,
      rule: 'PW515' as const,
      message:
        `${identity} goes with its data, and the code of the last release still reads ` +
        `it; drop it in ${CONTRACT_STEP}.`,
    })),
];

function judgeTable(
  effect: OldEffect,
  tag: string | null,
  circumstances: Circumstances,
): readonly Verdict[] {
  const { was, is } = effect;
  const fresh = added(was.columns, is.columns);
  const changed = Object.entries(is.columns).flatMap(([key, column]) => {
    const before = was.columns[key];
    return before === undefined ? [] : [{ before, column }];
  });
  const under = underLock(effect, circumstances);
  const required = fresh.filter(isRequired).map(({ name }) => ({
    ...E,
    rule: 'PW510' as const,
    message:
      `${is.name}.${name} is not null and has no default: it fails on a table with ` +
      'rows; give it a default, or add it nullable and fill it.',
  }));
  const set = changed.filter(({ before, column }) => !before.not_null && column.not_null);
  const hasKey = added(was.constraints, is.constraints).some(({ type }) => type === 'p');
  const notNull = set
    .filter(() => wasRead(effect, circumstances) && !hasKey)
    .map(({ column: { name } }) => ({
      ...E,
      rule: 'PW509' as const,
      message:
        `Not null of ${is.name}.${name} is proven by reading all rows (${under}); add ` +
        `a check (${name} is not null) not valid, validate it in the next file, then ` +
        'set not null.',
    }));
  const retyped = changed.filter(({ before, column }) => before.type_id !== column.type_id);
  const isCostly = isRewritten(effect) || wasRead(effect, circumstances);
  const types = retyped
    .filter(() => isCostly)
    .map(({ before, column: { name, type } }) => ({
      ...E,
      rule: 'PW514' as const,
      message:
        `${is.name}.${name} becomes ${type} from ${before.type} (${under}); add a new ` +
        'column, keep both alike, fill it in batches, then switch.',
    }));
  const known = [...required, ...notNull, ...types];
  if (!isRewritten(effect) || types.length > 0 || tag !== 'ALTER TABLE') return known;
  return [...known, ...rewriteOf(effect, fresh, under)];
}

/** Why a table was written anew, when no type changed. */
function rewriteOf(
  { was, is }: OldEffect,
  fresh: readonly ColumnState[],
  under: string,
): readonly Verdict[] {
  if (was.storage !== is.storage) {
    const message = `${is.name} gets another storage (${under}): leave that to the operator.`;
    return [{ ...E, rule: 'PW527', message }];
  }
  const causes = fresh.filter((one) => one.has_default || one.is_identity || one.is_stored);
  return (causes.length > 0 ? causes : fresh).map((column) => ({
    ...E,
    ...causeOf(column, `${is.name}.${column.name}`, under),
  }));
}

function causeOf(
  { is_stored, is_identity, is_serial }: ColumnState,
  name: string,
  under: string,
): Pick<Verdict, 'rule' | 'message'> {
  if (is_stored) {
    const message =
      `${name} is stored in every row at once (${under}); add a plain column, keep it ` +
      'by a trigger, fill it in batches.';
    return { rule: 'PW512', message };
  }
  if (is_identity || is_serial) {
    const message =
      `${name} is numbered in every row at once (${under}); add a plain column and a ` +
      'sequence, then fill it in batches.';
    return { rule: 'PW513', message };
  }
  const message =
    `${name} gets a value of its own in every row (${under}); add the column, set the ` +
    'default, then fill it in batches.';
  return { rule: 'PW511', message };
}

const isRequired = (one: ColumnState): boolean =>
  one.not_null && !one.has_default && !one.is_identity && !one.is_stored;
