import type { Contest, Gate, Measure, Size } from './contest.ts';
import { MEASURES } from './contest.ts';
import { median } from './median.ts';
import type { Turn } from './run-turn.ts';

/** The middle of a contender's turns, measure by measure. */
export interface Medians extends Readonly<Record<Measure, number>> {
  readonly contender: string;
  /** How many sessions it had. */
  readonly clients: number;
}

/** A gate and how it ended. */
export interface Verdict<Name extends string = Measure> extends Gate<Name> {
  /** The ratio or the figure that was asked about; null when a contender didn't run. */
  readonly value: number | null;
  /** The same, round by round: how far they lie apart says how much it may be trusted. */
  readonly rounds: readonly number[];
  /** `not judged`: less was run than the manifest says, or not all of the contenders. */
  readonly ends: 'passes' | 'FAILS' | 'not judged';
  /** Null where nothing more is aimed at. */
  readonly reachesAim: boolean | null;
}

/** A turn of any kind of contest. */
export type Measured<Name extends string> = Readonly<Record<Name, number>> & {
  readonly contender: string;
};

/** The middle of each contender's turns, in the order of the contenders. */
export function mediansOf({ contenders }: Pick<Contest, 'contenders'>, turns: readonly Turn[]) {
  return contenders.map(({ name }): Medians => {
    const clients = turns.find(({ contender }) => contender === name)?.clients ?? 0;
    return { contender: name, clients, ...middlesOf(MEASURES, name, turns) };
  });
}

/** The middle of one contender's turns, measure by measure; NaN where it has none. */
export function middlesOf<Name extends string>(
  measures: readonly Name[],
  name: string,
  turns: readonly Measured<Name>[],
): Readonly<Record<Name, number>> {
  const own = turns.filter(({ contender }) => contender === name);
  const figures = measures.map((one) => [one, median(own.map((turn) => turn[one]))] as const);
  return Object.fromEntries(figures) as Record<Name, number>; // a value for each
}

/** True when a run is at least as much as the gates were meant for, with as many clients. */
export function isWholeSize(stated: Size, ran: Size): boolean {
  const { clients, rounds, seconds } = stated;
  return ran.clients === clients && ran.rounds >= rounds && ran.seconds >= seconds;
}

/**
 * Holds the medians against the gates.
 *
 * @param isWhole - False: the figures are told, but nothing passes by them and nothing fails.
 */
export function judgeGates<Name extends string>(
  { gates }: { readonly gates: readonly Gate<Name>[] },
  turns: readonly Measured<Name>[],
  isWhole: boolean,
): readonly Verdict<Name>[] {
  const figures = (name: string, measure: Name) =>
    turns.filter(({ contender }) => contender === name).map((turn) => turn[measure]);
  return gates.map((gate): Verdict<Name> => {
    const { measure, of, than } = gate;
    const own = figures(of, measure);
    const others = than === null ? own.map(() => 1) : figures(than, measure);
    const hasBoth = own.length > 0 && others.length > 0;
    const value = hasBoth ? median(own) / (than === null ? 1 : median(others)) : null;
    const isJudged = isWhole && value !== null;
    return {
      ...gate,
      value,
      rounds: hasBoth ? own.map((one, at) => one / (others[at] ?? 1)) : [],
      ends: !isJudged ? 'not judged' : keeps(value, gate) ? 'passes' : 'FAILS',
      reachesAim: value === null || gate.aim === null ? null : keeps(value, aimOf(gate)),
    };
  });
}

/** A figure that is no number keeps nothing. */
function keeps(value: number, { min, max }: Bounds): boolean {
  return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}

/** The gate as it would be if what is aimed at were asked. */
function aimOf({ min, max, aim }: Bounds & Pick<Gate, 'aim'>): Bounds {
  return { min: min === null ? null : aim, max: max === null ? null : aim };
}

type Bounds = Pick<Gate, 'min' | 'max'>;
