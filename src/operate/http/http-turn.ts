import { loadavg } from 'node:os';

import { clusterStatus } from '../../cluster/cluster-status.ts';
import { serverTicks, TICKS_A_SECOND } from '../../cluster/server-ticks.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import type { ScriptPlace } from '../run-script.ts';
import type { Child } from './child.ts';
import type { HttpContender, HttpMeasure } from './http-contest.ts';
import { countOf, goodOf, type Phase, type PhaseFigures } from './load.ts';
import type { RunningServer } from './start-server.ts';

/** What one contender did in one round. */
export interface HttpTurn extends Readonly<Record<HttpMeasure, number>> {
  readonly contender: string;
  readonly round: number;
  readonly requests: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Of the machine, over the last minute, before and after. */
  readonly load: readonly [before: number, after: number];
}

/** What a turn is taken with. */
export interface TurnNeeds {
  readonly place: ScriptPlace;
  readonly contender: HttpContender;
  readonly server: RunningServer;
  /** The generator, which has the call and the server's address. */
  readonly generator: Child;
  readonly round: number;
  readonly seconds: number;
  /** Requests a second that it is offered; null when each connection asks on and on. */
  readonly rate: number | null;
}

/** Seconds that aren't measured: connections are opened, statements prepared, code compiled. */
const WARM_SECONDS = 2;

/** Milliseconds after which nobody waits for an answer: the longest timeout, and then some. */
export const PATIENCE_MS = 3_000;

/** Measures what has no overload in it. */
export const NO_OVERLOAD = { goodput: NaN, memory: NaN, recovery: NaN } as const;

/**
 * Lets a contender run once, and counts what all but the generator needed for it.
 *
 * @throws {CommandFault} When a call fails though nothing was asked but what the server could do.
 */
export async function takeHttpTurn(needs: TurnNeeds): Promise<HttpTurn> {
  const { contender, round, seconds, rate } = needs;
  const { connections } = contender;
  const phase: Phase = { seconds, connections, rate, patienceMs: PATIENCE_MS };
  await runPhase(needs, { ...phase, seconds: Math.min(seconds, WARM_SECONDS) });
  const before = loadavg()[0] ?? NaN;
  const { figures, node, server } = await counted(needs, phase);
  const requests = goodOf(figures);
  const faults = countOf(figures) - requests;
  if (requests === 0 || (rate === null && faults > 0)) throw failed(contender.name, figures);
  return {
    contender: contender.name,
    round,
    requests,
    statuses: figures.statuses,
    rate: figures.goodRate,
    cpu: (node + server) / requests,
    node: node / requests,
    server: server / requests,
    p50: figures.p50,
    p99: figures.p99,
    tail: figures.p99 / figures.p50,
    faults,
    ...NO_OVERLOAD,
    load: [before, loadavg()[0] ?? NaN],
  };
}

/** Runs one phase. */
export async function runPhase({ generator }: TurnNeeds, phase: Phase): Promise<PhaseFigures> {
  return (await generator.ask({ phase })) as PhaseFigures; // `generator-process.ts` answers so
}

/** Runs one phase; CPU in us, of the server's process and of the database server's. */
async function counted(needs: TurnNeeds, phase: Phase) {
  const { pid } = clusterStatus(needs.place.config);
  if (pid === null) {
    throw new CommandFault(EXIT.noDatabase, 'The database server has ended.', 'Read its log.');
  }
  const sample = () => ({ node: needs.server.ticks(), server: serverTicks(pid) });
  const before = sample();
  const figures = await runPhase(needs, phase);
  const after = sample();
  const us = (ticks: number) => (ticks * 1_000_000) / TICKS_A_SECOND;
  return {
    figures,
    node: us(after.node - before.node),
    server: us(after.server - before.server),
  };
}

/** A figure of calls that failed would be one of something else. */
export function failed(name: string, { statuses, late, cut }: PhaseFigures): CommandFault {
  const what = JSON.stringify({ ...statuses, late, cut });
  return new CommandFault(EXIT.findings, `${name}: calls failed: ${what}`, 'Mend its call.');
}
