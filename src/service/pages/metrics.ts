import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { ContractKeeper } from '../contract/contract-keeper.ts';
import type { Lane } from '../lane/lane.ts';

/** A request that has ended. */
export interface Observation {
  readonly method: string;
  /** The path's template: of these there are as many as the contract has, and `none`. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What Prometheus reads. */
export interface Metrics {
  readonly observe: (request: Observation) => void;
  /** Answers GET /metrics. */
  readonly page: RequestHandler;
}

/** Opens the metrics of one service, in a registry of its own. */
export function openMetrics(lanes: readonly Lane[], keeper: ContractKeeper): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const took = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
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
    name: 'lane_requests',
    help: 'Requests in a lane to the database: inside, or waiting for a place.',
    labelNames: ['lane', 'state'],
    registers: [registry],
    collect() {
      for (const { name, counts } of lanes) {
        this.set({ lane: name, state: 'inside' }, counts.inside);
        this.set({ lane: name, state: 'waiting' }, counts.waiting);
      }
    },
  });

  return {
    observe: ({ method, route, status, seconds }) => {
      const known = METHODS.has(method) ? method : 'other';
      took.observe({ method: known, route, status }, seconds);
    },
    page: async (_request, response) => {
      response.setHeader('Content-Type', registry.contentType);
      response.end(await registry.metrics());
    },
  };
}

/** Methods with a label of their own; a client can make up any number of others. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE']);
