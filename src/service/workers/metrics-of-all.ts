import { AggregatorRegistry, type Registry } from 'prom-client';

import type { Snapshot } from '../pages/snapshot.ts';

/**
 * The metrics of all processes on one page. What a process has counted stays in the sums after its
 * end: else they would fall, and Prometheus would take that for a restart of all and count the rest
 * a second time.
 */
export class MetricsOfAll {
  readonly #last = new Map<number, Snapshot>();
  #ended: Snapshot = [];

  /** The newest snapshot of a process. */
  note(id: number, snapshot: Snapshot): void {
    this.#last.set(id, snapshot);
  }

  /** A process has ended: its gauges go, its counts stay. What it counted unseen is lost. */
  async retire(id: number): Promise<void> {
    const last = this.#last.get(id) ?? [];
    this.#last.delete(id);
    const counts = last.filter(({ type }) => LASTING.has(String(type)));
    this.#ended = await add([this.#ended, counts]).getMetricsAsJSON();
  }

  /** The page, with what else the first process knows. */
  text(own: Snapshot): Promise<string> {
    return add([this.#ended, ...this.#last.values(), own]).metrics();
  }
}

const LASTING = new Set(['counter', 'histogram']);

const add = (snapshots: readonly Snapshot[]): Registry =>
  AggregatorRegistry.aggregate([...snapshots]);
