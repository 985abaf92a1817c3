import { Counter, Gauge, type Registry } from 'prom-client';

import type { Leases } from '../rate/leases.ts';

/** What limits have let in and turned away, and what that cost. */
export function countLeases(registry: Registry, leases: Omit<Leases, 'take'>): void {
  new Counter({
    name: 'rate_requests_total',
    help: 'Requests to routines with @rate: let in (granted) or turned away with 429 (refused).',
    labelNames: ['result'],
    registers: [registry],
    collect() {
      this.reset();
      this.inc({ result: 'granted' }, leases.counts.granted);
      this.inc({ result: 'refused' }, leases.counts.refused);
    },
  });
  new Counter({
    name: 'rate_leases_total',
    help: 'Shares of a quota that were asked for in the database, a statement each.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(leases.counts.asked);
    },
  });
  new Gauge({
    name: 'rate_subjects',
    help: 'Callers and networks whose share of a quota this process remembers.',
    registers: [registry],
    collect() {
      this.set(leases.subjects);
    },
  });
}
