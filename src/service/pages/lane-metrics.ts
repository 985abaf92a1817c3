import { Counter, Gauge, type Registry } from 'prom-client';

import type { Lane } from '../lane/lane.ts';

/** What lanes hold now, and what they have done since the start. */
export function gaugeLanes(registry: Registry, lanes: readonly Lane[]): void {
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
  new Gauge({
    name: 'pool_connections',
    help: 'Connections of a lane: in use, or idle; and statements that wait for one.',
    labelNames: ['lane', 'state'],
    registers: [registry],
    collect() {
      for (const { name, database } of lanes) {
        const { totalCount, idleCount, waitingCount } = database.$pool;
        this.set({ lane: name, state: 'used' }, totalCount - idleCount);
        this.set({ lane: name, state: 'idle' }, idleCount);
        this.set({ lane: name, state: 'awaited' }, waitingCount);
      }
    },
  });
  countOf(registry, {
    name: 'lane_turned_away_total',
    help: 'Requests that were not let in, by why: the lane is full, or they would have been late.',
    label: 'reason',
    read: () => lanes.map(({ name, turned }) => [name, turned]),
  });
  countOf(registry, {
    name: 'lane_batches_total',
    help: 'Batches that left, the items in them, those that failed and were split, those refused.',
    label: 'what',
    read: () => lanes.map(({ name, batches }) => [name, batches]),
  });
}

interface Count {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly read: () => readonly (readonly [
    lane: string,
    counts: Readonly<Record<string, number>>,
  ])[];
}

/** Counts that a lane keeps by itself, read when somebody looks. */
function countOf(registry: Registry, { name, help, label, read }: Count): void {
  new Counter({
    name,
    help,
    labelNames: ['lane', label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [lane, counts] of read()) {
        for (const [what, count] of Object.entries(counts))
          this.inc({ lane, [label]: what }, count);
      }
    },
  });
}
