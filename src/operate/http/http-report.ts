import { figureTable, gateText, machineText } from '../contest-text.ts';
import { judgeGates, middlesOf, type Verdict } from '../judge-gates.ts';
import type { Machine } from '../machine.ts';
import {
  HTTP_MEASURES,
  type HttpContest,
  type HttpMeasure,
  type HttpSize,
} from './http-contest.ts';
import type { HttpTurn } from './http-turn.ts';

/** All that a contest over HTTP found, as `--json` and the history have it. */
export interface HttpReport {
  readonly bench: string;
  readonly purpose: string;
  readonly date: string;
  /** Short, with `+` when files differ from it; null outside a repository. */
  readonly commit: string | null;
  readonly machine: Machine;
  readonly size: HttpSize;
  /** What the gates are meant for. */
  readonly stated: HttpSize;
  readonly medians: readonly HttpMedians[];
  readonly turns: readonly HttpTurn[];
  readonly gates: readonly Verdict<HttpMeasure>[];
}

/** The middle of a contender's turns. */
export interface HttpMedians extends Readonly<Record<HttpMeasure, number>> {
  readonly contender: string;
}

/** What a report is made of. */
export interface HttpFindings extends Pick<
  HttpReport,
  'date' | 'commit' | 'machine' | 'size' | 'turns'
> {
  readonly contest: HttpContest;
}

/** Puts findings together. Less than the manifest says is judged by no gate. */
export function httpReportOf({ contest, ...found }: HttpFindings): HttpReport {
  const { name, purpose, size: stated, contenders } = contest;
  const isWhole = found.size.rounds >= stated.rounds && found.size.seconds >= stated.seconds;
  return {
    bench: name,
    purpose,
    stated,
    medians: contenders.map((one) => ({
      contender: one.name,
      ...middlesOf(HTTP_MEASURES, one.name, found.turns),
    })),
    gates: judgeGates(contest, found.turns, isWhole),
    ...found,
  };
}

/** A report for a person: machine, medians, gates. */
export function httpText({ bench, purpose, machine, size, stated, ...found }: HttpReport): string {
  const { medians, turns, gates } = found;
  const loads = turns.flatMap(({ load }) => load);
  const span = `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
  const notStated = gates.some(({ ends }) => ends === 'not judged')
    ? [`not judged: the gates are for ${sizeText(stated)} and all contenders`]
    : [];
  return [
    `${bench}: ${purpose}`,
    machineText(machine),
    `${sizeText(size)}; load ${span}`,
    '',
    ...tableOf(medians),
    '',
    ...gates.map(gateText),
    ...notStated,
  ].join('\n');
}

/** A turn in one line, for who waits. */
export function httpTurnText({ round, contender, load, statuses, ...figures }: HttpTurn): string {
  const told = HTTP_MEASURES.filter((one) => !Number.isNaN(figures[one])).map(
    (one) => `${one} ${figures[one].toFixed(DIGITS[one])}`,
  );
  const answers = Object.entries(statuses).map(([status, count]) => `${count} x ${status}`);
  const says = [...told, ...answers, `load ${load[1].toFixed(1)}`];
  return `round ${round} ${contender}: ${says.join(', ')}`;
}

function sizeText({ rounds, seconds }: HttpSize): string {
  return `${rounds} rounds of ${seconds} s each`;
}

/** What stands above a column, and how many digits a figure has behind its point. */
const HEADS: Readonly<Record<HttpMeasure, string>> = {
  rate: 'answers/s',
  cpu: 'CPU us',
  node: 'of it Node',
  server: 'PostgreSQL',
  p50: 'p50 ms',
  p99: 'p99 ms',
  tail: 'p99/p50',
  goodput: 'goodput',
  faults: 'faults',
  memory: 'memory',
  recovery: 'recovery s',
};
const DIGITS: Readonly<Record<HttpMeasure, number>> = {
  rate: 0,
  cpu: 0,
  node: 0,
  server: 0,
  p50: 1,
  p99: 1,
  tail: 1,
  goodput: 2,
  faults: 0,
  memory: 2,
  recovery: 2,
};

/** A measure that nobody has, has no column. */
function tableOf(medians: readonly HttpMedians[]): readonly string[] {
  const shown = HTTP_MEASURES.filter((one) => medians.some((row) => !Number.isNaN(row[one])));
  const rows = medians.map((row) => [
    row.contender,
    ...shown.map((one) => (Number.isNaN(row[one]) ? '-' : row[one].toFixed(DIGITS[one]))),
  ]);
  return figureTable([['medians', ...shown.map((one) => HEADS[one])], ...rows]);
}
