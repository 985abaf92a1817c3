import type { MetricObjectWithValues, MetricValue } from 'prom-client';

/** All metrics of a process at one moment: what processes hand each other. */
export type Snapshot = readonly MetricObjectWithValues<MetricValue<string>>[];
