import { readFileSync } from 'node:fs';

import { parser } from '@prometheus-io/lezer-promql';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Objective } from '../catalog/contract.ts';
import type { Endpoint } from './endpoint.ts';
import { type PrometheusRule, sloRules, writeRules } from './slo-rules.ts';

const test = suite('sloRules');

/** All that the rules look at. */
const endpoint = (name: string, objective: Objective | null): Endpoint =>
  ({ routine: { schema: 'app', name }, route: { objective } }) as unknown as Endpoint;

const groups = sloRules([
  endpoint('post_item', { percentile: 99, latencyMs: 50, availability: 99.9 }),
  endpoint('hello', null),
  endpoint('get_item', { percentile: 95, latencyMs: 20, availability: 99.95 }),
]);
const rules = groups.flatMap((group) => group.rules);

/** Where an expression is no PromQL; the grammar is that of Prometheus' own editor. */
function faultsIn(expression: string): readonly number[] {
  const faults: number[] = [];
  parser.parse(expression).iterate({
    enter: ({ type, from }) => {
      if (type.isError) faults.push(from);
    },
  });
  return faults;
}

test('writes expressions that Prometheus can read', () => {
  assert.ok(rules.length > 20);
  for (const { expr } of rules) assert.equal(faultsIn(expr), [], expr);
});

test('and one that it cannot read is found', () => {
  assert.ok(faultsIn('sum by (routine) (rate(a[5m])').length > 0);
});

test('tells what may fail, without the dirt of fractions', () => {
  const budgets = rules.filter(({ record = '' }) => record.endsWith(':budget'));
  assert.equal(
    budgets.map(({ record, expr, labels }) => `${labels?.['routine']} ${record} ${expr}`),
    [
      'app.post_item routine:http_requests_failed:budget vector(0.001)',
      'app.post_item routine:http_requests_slow:budget vector(0.01)',
      'app.get_item routine:http_requests_failed:budget vector(0.0005)',
      'app.get_item routine:http_requests_slow:budget vector(0.05)',
    ],
  );
});

test('names no series that neither the service counts nor a rule records', () => {
  const counted = readFileSync(new URL('../service/pages/metrics.ts', import.meta.url), 'utf8');
  const known = (name: string) =>
    rules.some(({ record }) => record === name) ||
    counted.includes(`'${name.replace(/_count$/, '')}'`);
  const names = rules.flatMap(({ expr }) => expr.match(/\b(?:routine:)?http_[\w:]+/g) ?? []);
  assert.ok(names.length > 0);
  assert.equal(
    [...new Set(names)].filter((name) => !known(name)),
    [],
  );
});

test('judges each promise over four pairs of windows', () => {
  const alerts = rules.filter((rule): rule is PrometheusRule & { alert: string } => !!rule.alert);
  const seen = alerts.map(({ alert, labels }) => `${alert} ${labels?.['window']}`);
  const windows = ['1h', '6h', '1d', '3d'];
  assert.equal(seen, [
    ...windows.map((window) => `RoutineAvailabilityBurns ${window}`),
    ...windows.map((window) => `RoutineLatencyBurns ${window}`),
  ]);
});

test('says so where nothing is promised', () => {
  assert.match(
    writeRules(sloRules([endpoint('hello', null)])),
    /^# Written by .*\ngroups: \[\]\n$/,
  );
});

test.run();
