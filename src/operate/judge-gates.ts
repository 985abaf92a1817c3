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
export interface Verdict extends Gate {
  /** The ratio or the figure that was asked about; null when a contender didn't run. */
  readonly value: number | null;
  /** The same, round by round: how far they lie apart says how much it may be trusted. */
  readonly rounds: readonly number[];
  /** `not judged`: less was run than the manifest says, or not all of the contenders. */
  readonly ends: 'passes' | 'FAILS' | 'not judged';
  /** Null where nothing more is aimed at. */
  readonly reachesAim: boolean | null;
}

/** The middle of each contender's turns, in the order of the contenders. */
export function mediansOf({ contenders }: Pick<Contest, 'contenders'>, turns: readonly Turn[]) {
  return contenders.map(({ name }): Medians => {
    const own = turns.filter(({ contender }) => contender === name);
    const middle = (measure: Measure) => median(own.map((turn) => turn[measure]));
    const figures = Object.fromEntries(MEASURES.map((one) => [one, middle(one)]));
    const clients = own[0]?.clients ?? 0;
    const all = figures as Record<Measure, number>; // a value for each
    return { contender: name, clients, ...all };
  });
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
export function judgeGates(
  contest: Pick<Contest, 'contenders' | 'gates'>,
  turns: readonly Turn[],
  isWhole: boolean,
): readonly Verdict[] {
  const medians = mediansOf(contest, turns);
  const figures = (name: string, measure: Measure) =>
    turns.filter(({ contender }) => contender === name).map((turn) => turn[measure]);
  return contest.gates.map((gate): Verdict => {
    const { measure, of, than } = gate;
    const middle = (name: string) => medians.find(({ contender }) => contender === name)?.[measure];
    const [own, other] = [middle(of), than === null ? 1 : middle(than)];
    const value = own === undefined || other === undefined ? null : own / other;
    const others = than === null ? [] : figures(than, measure);
    const rounds =
      value === null ? [] : figures(of, measure).map((one, at) => one / (others[at] ?? 1));
    const isJudged = isWhole && value !== null;
    return {
      ...gate,
      value,
      rounds,
      ends: !isJudged ? 'not judged' : keeps(value, gate) ? 'passes' : 'FAILS',
      reachesAim: value === null || gate.aim === null ? null : keeps(value, aimOf(gate)),
    };
  });
}

/** A figure that is no number keeps nothing. */
function keeps(value: number, { min, max }: Pick<Gate, 'min' | 'max'>): boolean {
  return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}

/** The gate as it would be if what is aimed at were asked. */
function aimOf({ min, max, aim }: Gate): Pick<Gate, 'min' | 'max'> {
  return { min: min === null ? null : aim, max: max === null ? null : aim };
}
