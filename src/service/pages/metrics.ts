import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { CLIENT_LEFT, type Ended, routineName } from '../observe/access-log.ts';
import type { ContractKeeper } from '../contract/contract-keeper.ts';
import type { Lane } from '../lane/lane.ts';
import type { RequestContext } from '../request-context.ts';
import { gaugeLanes } from './lane-metrics.ts';
import type { Leases } from '../rate/leases.ts';
import { countLeases } from './rate-metrics.ts';
import type { Snapshot } from './snapshot.ts';

/** What Prometheus reads. */
export interface Metrics {
  /** Counts a request that has ended. */
  readonly observe: (context: RequestContext, ended: Ended) => void;
  readonly snapshot: () => Promise<Snapshot>;
  /** Answers GET /metrics. */
  readonly page: RequestHandler;
}

/** What metrics tell of. */
export interface MetricsNeeds {
  readonly lanes: readonly Lane[];
  readonly leases: Leases;
  readonly keeper: ContractKeeper;
  /** The page of all processes together; absent where there is one. */
  readonly pageOfAll?: (() => Promise<string>) | undefined;
}

/** Opens the metrics of one process, in a registry of its own. */
export function openMetrics({ lanes, leases, keeper, pageOfAll }: MetricsNeeds): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  countReadings(registry, keeper);
  gaugeLanes(registry, lanes);
  countLeases(registry, leases);

  return {
    observe: observerOf(registry),
    snapshot: () => registry.getMetricsAsJSON(),
    page: async (_request, response) => {
      const text = await (pageOfAll ?? (() => registry.metrics()))();
      response.setHeader('Content-Type', registry.contentType);
      response.setHeader('Content-Length', Buffer.byteLength(text));
      response.end(text);
    },
  };
}

/** Rate, errors and duration a routine, and where its time goes. */
function observerOf(registry: Registry): Metrics['observe'] {
  const registers = [registry];
  const took = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'routine', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const slow = new Counter({
    name: 'http_requests_slow_total',
    help: 'Requests that took longer than the @slo of their routine promises.',
    labelNames: ['routine'],
    registers,
  });
  const spent = new Counter({
    name: 'http_request_part_seconds_total',
    help: 'Where the time of requests goes: queue, database, serialise.',
    labelNames: ['routine', 'part'],
    registers,
  });

  return ({ resource, served, timing }, { method: given, status, ms }) => {
    const method = METHODS.has(given) ? given : 'other';
    const route = resource?.path ?? 'none';
    const routine = served === null ? 'none' : routineName(served);
    took.observe({ method, route, routine, status }, ms / 1000);
    if (served === null) return;
    const { objective } = served.endpoint.route;
    // a client that left may have left early or late: it tells nothing of the promise
    if (objective && status !== CLIENT_LEFT) {
      slow.inc({ routine }, ms > objective.latencyMs ? 1 : 0);
    }
    spent.inc({ routine, part: 'queue' }, timing.queueMs / 1000);
    spent.inc({ routine, part: 'database' }, timing.databaseMs / 1000);
    spent.inc({ routine, part: 'serialise' }, timing.serialiseMs / 1000);
  };
}

/** Methods with a label of their own; a client can make up any number of others. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);

function countReadings(registry: Registry, keeper: ContractKeeper): void {
  new Counter({
    name: 'contract_readings_total',
    help: 'Readings of the contract, by what came of them.',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [result, count] of Object.entries(keeper.counts)) this.inc({ result }, count);
    },
  });
  new Gauge({
    name: 'contract_stale',
    help: '1 where the newest contract was refused or could not be read, and an old one serves.',
    registers: [registry],
    aggregator: 'max',
    collect() {
      this.set(keeper.faults.length > 0 ? 1 : 0);
    },
  });
}
