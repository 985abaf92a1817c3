import { Counter, Gauge, Registry } from 'prom-client';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Snapshot } from '../pages/snapshot.ts';
import { MetricsOfAll } from './metrics-of-all.ts';

const test = suite('MetricsOfAll');

function snapshotOf(counted: number, waiting: number): Promise<Snapshot> {
  const registers = [new Registry()];
  new Counter({ name: 'asked_total', help: '.', labelNames: ['route'], registers }).inc(
    { route: '/a' },
    counted,
  );
  new Gauge({ name: 'waiting', help: '.', registers }).set(waiting);
  return registers[0]?.getMetricsAsJSON() ?? Promise.resolve([]);
}

test('adds up what processes have, and keeps the counts of those that ended', async () => {
  const all = new MetricsOfAll();
  all.note(1, await snapshotOf(3, 5));
  all.note(2, await snapshotOf(4, 7));
  const own = await new Registry().getMetricsAsJSON();
  const before = await all.text(own);
  assert.match(before, 'asked_total{route="/a"} 7');
  assert.match(before, 'waiting 12');

  await all.retire(1);
  await all.retire(3); // one that never told anything
  const after = await all.text(own);
  assert.match(after, 'asked_total{route="/a"} 7');
  assert.match(after, 'waiting 7');

  all.note(4, await snapshotOf(1, 0));
  await all.retire(2);
  assert.match(await all.text(own), 'asked_total{route="/a"} 8');
});

test.run();
