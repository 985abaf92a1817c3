import { compareDecimal } from '../decimal.ts';
import { RANGE, type Range, type Schema } from '../schema.ts';
import type { BareShift } from './shift.ts';

const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const;
const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const;

/** Differences of the bounds that plain JSON Schema has; an absent one is no bound. */
export function boundShifts(old: Schema, next: Schema): readonly BareShift[] {
  const isExact = old['format'] === 'int64' && next['format'] === 'int64';
  const names = isExact ? [] : [...UPPER, ...LOWER];
  return names.flatMap((name) => {
    const isUpper = (UPPER as readonly string[]).includes(name);
    const none = isUpper ? Infinity : -Infinity;
    const [was, is] = [numberOf(old[name], none), numberOf(next[name], none)];
    if (was === is) return [];
    const isWider = isUpper ? is > was : is < was;
    return [{ way: isWider ? 'wider' : 'narrower', says: said(name, old[name], next[name]) }];
  });
}

const numberOf = (value: unknown, none: number): number =>
  typeof value === 'number' ? value : none;

function said(name: string, was: unknown, is: unknown): string {
  const text = (value: unknown) => (value === undefined ? 'none' : String(value));
  return `its ${name} was ${text(was)} and is ${text(is)}`;
}

/** An end of a range: strict when the bound itself lies outside. */
interface End {
  readonly bound: string;
  readonly isStrict: boolean;
}

/** Differences of the ranges of numbers that are written as text. */
export function rangeShifts(old: Schema, next: Schema): readonly BareShift[] {
  const [was, is] = [old[RANGE] ?? {}, next[RANGE] ?? {}];
  const isWhole = old['format'] === 'int64' && next['format'] === 'int64';
  const lower = ({ min, above }: Range) => tightest(1, min, strictEnd(above, isWhole ? 1n : null));
  const upper = ({ max, below }: Range) =>
    tightest(-1, max, strictEnd(below, isWhole ? -1n : null));
  return [
    ...endShifts('lower end', 1, [lower(was), lower(is)]),
    ...endShifts('upper end', -1, [upper(was), upper(is)]),
  ];
}

/** Of whole numbers, above 0 is from 1: two spellings of one range are no difference. */
function strictEnd(bound: string | undefined, step: bigint | null): End | undefined {
  if (bound === undefined) return undefined;
  if (step === null || !/^-?\d+$/.test(bound)) return { bound, isStrict: true };
  return { bound: String(BigInt(bound) + step), isStrict: false };
}

/** The one that leaves less; a domain over a domain may have both. */
function tightest(sign: 1 | -1, loose: string | undefined, strict: End | undefined) {
  if (loose === undefined) return strict;
  const end: End = { bound: loose, isStrict: false };
  return strict !== undefined && sign * (compareDecimal(strict.bound, loose) ?? 0) >= 0
    ? strict
    : end;
}

/** @param sign - 1 where a higher end is narrower, −1 where a lower one is. */
function endShifts(
  what: string,
  sign: 1 | -1,
  [was, is]: readonly [End | undefined, End | undefined],
): readonly BareShift[] {
  const says = `its ${what} was ${tell(was)} and is ${tell(is)}`;
  if (!was && !is) return [];
  if (!was || !is) return [{ way: is ? 'narrower' : 'wider', says }];
  const order = sign * (compareDecimal(is.bound, was.bound) ?? Number.NaN);
  if (Number.isNaN(order)) return [{ way: 'other', says }];
  if (order !== 0) return [{ way: order > 0 ? 'narrower' : 'wider', says }];
  return was.isStrict === is.isStrict ? [] : [{ way: is.isStrict ? 'narrower' : 'wider', says }];
}

const tell = (end: End | undefined): string =>
  end === undefined ? 'none' : `${end.bound}${end.isStrict ? ', not included' : ''}`;
