import { loadavg } from 'node:os';

import { failed, type HttpTurn, PATIENCE_MS, runPhase, type TurnNeeds } from './http-turn.ts';
import { countOf, goodOf, type PhaseFigures, SLICE_MS } from './load.ts';

/** Milliseconds between two looks at the server's memory. */
const LOOK_MS = 500;

/** Seconds for which half of the capacity is offered behind the overload. */
const AFTER_SECONDS = 10;

/**
 * Finds what a server can do, offers it some times as much, then half of it, and says what came of
 * it. Here a refusal in time is right, and everything else that is no success is a fault.
 */
export async function takeOverloadTurn(needs: TurnNeeds): Promise<HttpTurn> {
  const { contender, server, round, seconds } = needs;
  const { overload, connections } = contender;
  if (overload === null) throw new Error(`${contender.name} has no overload.`);
  const steady = { seconds, connections, rate: null, patienceMs: PATIENCE_MS };
  await runPhase(needs, { ...steady, seconds: Math.min(2, seconds) });
  const before = loadavg()[0] ?? NaN;
  const able = await runPhase(needs, steady);
  if (goodOf(able) === 0 || faultsOf(able) > 0) throw failed(contender.name, able);

  const memory: number[] = [];
  const looking = setInterval(() => memory.push(server.memoryKb()), LOOK_MS);
  const offered = able.goodRate * overload.times;
  const many = { ...steady, connections: overload.connections };
  const under = await runPhase(needs, { ...many, seconds: overload.seconds, rate: offered });
  clearInterval(looking);
  const afterSeconds = Math.min(AFTER_SECONDS, overload.seconds);
  const after = await runPhase(needs, { ...many, seconds: afterSeconds, rate: able.goodRate / 2 });
  return {
    contender: contender.name,
    round,
    requests: countOf(under),
    statuses: under.statuses,
    rate: under.goodRate,
    cpu: NaN,
    node: NaN,
    server: NaN,
    p50: under.p50,
    p99: under.p99,
    tail: under.p99 / under.p50,
    goodput: under.goodRate / able.goodRate,
    faults: faultsOf(under),
    memory: growthOf(memory),
    recovery: under.seconds - overload.seconds + recoveryOf(after),
    load: [before, loadavg()[0] ?? NaN],
  };
}

/** What was neither a success nor a refusal in time. */
export function faultsOf(figures: PhaseFigures): number {
  const refused = (figures.statuses['503'] ?? 0) + (figures.statuses['429'] ?? 0);
  return countOf(figures) - goodOf(figures) - refused;
}

/** The most in the last quarter of the looks, in the most of the second; NaN of too few. */
export function growthOf(looks: readonly number[]): number {
  const quarter = Math.floor(looks.length / 4);
  const most = (from: number) => Math.max(...looks.slice(from, from + quarter));
  return quarter === 0 ? NaN : most(looks.length - quarter) / most(quarter);
}

/** Seconds from a phase's begin until nothing but successes came any more. */
export function recoveryOf({ slices }: Pick<PhaseFigures, 'slices'>): number {
  const last = slices.findLastIndex(([, others]) => others > 0);
  return ((last + 1) * SLICE_MS) / 1000;
}
