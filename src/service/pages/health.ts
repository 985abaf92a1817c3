import type { RequestHandler } from 'express';

import type { ContractKeeper } from '../contract/contract-keeper.ts';
import type { Lane } from '../lane/lane.ts';
import type { Readiness } from '../server/readiness.ts';

/** What readiness depends on. */
export interface HealthNeeds {
  readonly keeper: ContractKeeper;
  readonly readiness: Readiness;
  readonly lanes: readonly Lane[];
}

/** GET /livez: the process answers. It never asks the database, which no restart brings back. */
export const livePage: RequestHandler = (_request, response) => {
  response.json({ alive: true });
};

/**
 * GET /readyz: 200 when requests can be answered: every lane reaches the database, and the service
 * is not stopping. A contract that was refused is told as `stale`, and the old one still serves.
 */
export function readyPage({ keeper, readiness, lanes }: HealthNeeds): RequestHandler {
  return async (_request, response) => {
    const reached = await Promise.all(lanes.map(reaches));
    const isReady = readiness.isReady && reached.every(Boolean);
    response.status(isReady ? 200 : 503);
    response.setHeader('Cache-Control', 'no-store');
    response.json({
      ready: isReady,
      stopping: !readiness.isReady,
      lanes: Object.fromEntries(lanes.map(({ name }, i) => [name, reached[i]])),
      contract: keeper.live.hash,
      stale: keeper.faults.length > 0,
      faults: keeper.faults,
    });
  };
}

/** Milliseconds after which a lane counts as away. */
const PATIENCE_MS = 1_000;

/** True when the database answers over the lane; a lane that is full to the last seat does too. */
async function reaches(lane: Lane): Promise<boolean> {
  const { inside, waiting } = lane.counts;
  if (inside > 0 && waiting > 0) return true;
  const deadline = performance.now() + PATIENCE_MS;
  const { signal } = new AbortController();
  return lane.ask({ ...READY, deadline, signal }).then(
    () => true,
    () => false,
  );
}

const READY = {
  name: 'ready',
  text: 'select 1',
  values: [],
  mayRepeat: true,
  writes: false,
} as const;
