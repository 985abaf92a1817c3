import type { Objective } from '../catalog/contract.ts';
import type { Endpoint } from './endpoint.ts';

/** Where a project keeps the rules that are written from its `@slo` tags, from its root. */
export const SLO_FILE = 'ops/prometheus/slo.yml';

/** A rule as Prometheus takes it: one that records, or one that alerts. */
export interface PrometheusRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Rules that are judged together. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly PrometheusRule[];
}

/**
 * How fast a month's budget may burn, and whom it concerns (Site Reliability Workbook, chapter 5):
 * the long window says that it matters, the short one that it still goes on.
 */
const BURNS = [
  { long: '1h', short: '5m', factor: 14.4, severity: 'page', for: '2m' },
  { long: '6h', short: '30m', factor: 6, severity: 'page', for: '5m' },
  { long: '1d', short: '2h', factor: 3, severity: 'ticket', for: '15m' },
  { long: '3d', short: '6h', factor: 1, severity: 'ticket', for: '1h' },
] as const;

const WINDOWS = [...new Set(BURNS.flatMap(({ long, short }) => [short, long]))];

/** What is promised: which requests fail it, and how the alert is called. */
const PROMISES = [
  { kind: 'failed', name: 'RoutineAvailability', says: 'fails' },
  { kind: 'slow', name: 'RoutineLatency', says: 'is slower than its objective in' },
] as const;

/**
 * The rules that watch every `@slo` of a contract: what is promised as a series a routine, the part
 * of the requests that broke it over each window, and an alert for each speed at which the budget
 * burns. A refusal (4xx) keeps the promise; a client that left (499) is not counted.
 */
export function sloRules(endpoints: readonly Endpoint[]): readonly RuleGroup[] {
  const promised = endpoints.flatMap(({ routine, route: { objective } }) =>
    objective === null ? [] : [{ routine: `${routine.schema}.${routine.name}`, objective }],
  );
  if (promised.length === 0) return [];
  const routines = promised.map(({ routine }) => routine.replaceAll('.', '[.]')).join('|');
  return [
    { name: 'slo-objectives', rules: promised.flatMap(objectiveRules) },
    { name: 'slo-ratios', rules: WINDOWS.flatMap((window) => ratioRules(routines, window)) },
    { name: 'slo-burns', rules: PROMISES.flatMap((promise) => burnRules(promise)) },
  ];
}

interface Promised {
  readonly routine: string;
  readonly objective: Objective;
}

/** The part of the requests that may break the promise: `@slo p99 50ms 99.9` allows 0.01, 0.001. */
function objectiveRules({ routine, objective }: Promised): readonly PrometheusRule[] {
  const labels = { routine };
  return [
    { record: budgetOf('failed'), expr: `vector(${share(objective.availability)})`, labels },
    { record: budgetOf('slow'), expr: `vector(${share(objective.percentile)})`, labels },
  ];
}

/** What a percentage leaves, without the dirt of binary fractions. */
const share = (percent: number): number => Number(((100 - percent) / 100).toFixed(8));

function ratioRules(routines: string, window: string): readonly PrometheusRule[] {
  const all = rateOf(`${COUNT}{routine=~"${routines}",status!="499"}`, window);
  const failed = rateOf(`${COUNT}{routine=~"${routines}",status=~"5.."}`, window);
  const slow = rateOf(`${SLOW}{routine=~"${routines}"}`, window);
  return [
    // without `or`, a routine that never failed would have no ratio instead of zero
    { record: ratioOf('failed', window), expr: `(${failed} or 0 * ${all}) / ${all}` },
    { record: ratioOf('slow', window), expr: `${slow} / ${all}` },
  ];
}

const COUNT = 'http_request_duration_seconds_count';
const SLOW = 'http_requests_slow_total';

const rateOf = (series: string, window: string) => `sum by (routine) (rate(${series}[${window}]))`;

const budgetOf = (kind: string): string => `routine:http_requests_${kind}:budget`;

const ratioOf = (kind: string, window: string): string =>
  `routine:http_requests_${kind}:ratio_rate${window}`;

function burnRules({ kind, name, says }: (typeof PROMISES)[number]): readonly PrometheusRule[] {
  return BURNS.map(({ long, short, factor, severity, for: lasting }) => {
    const burns = (window: string) =>
      `${ratioOf(kind, window)} > on (routine) ${factor} * ${budgetOf(kind)}`;
    return {
      alert: `${name}Burns`,
      expr: `(${burns(long)}) and on (routine) (${burns(short)})`,
      for: lasting,
      labels: { severity, window: long },
      annotations: {
        summary: `{{ $labels.routine }} ${says} {{ $value | humanizePercentage }} of its requests`,
        description: `Over ${long} and ${short} its monthly budget burns ${factor} times too fast.`,
      },
    };
  });
}

/** Rules as the YAML that Prometheus reads; texts in JSON's quotes, which YAML knows. */
export function writeRules(groups: readonly RuleGroup[]): string {
  const lines = groups.flatMap(({ name, rules }) => [
    `  - name: ${name}`,
    '    rules:',
    ...rules.flatMap(ruleLines),
  ]);
  const head = '# Written by `procwright contract slo` from the @slo tags of the routines.';
  return [head, lines.length === 0 ? 'groups: []' : 'groups:', ...lines, ''].join('\n');
}

function ruleLines(rule: PrometheusRule): readonly string[] {
  const lines = Object.entries(rule).flatMap(([key, value]: [string, string | object]) =>
    typeof value === 'string'
      ? [`${key}: ${isPlain(value) ? value : JSON.stringify(value)}`]
      : [`${key}:`, ...Object.entries(value).map(([k, v]) => `  ${k}: ${JSON.stringify(v)}`)],
  );
  return lines.map((line, i) => `      ${i === 0 ? '- ' : '  '}${line}`);
}

const isPlain = (text: string): boolean => /^[A-Za-z][\w:]*$/.test(text);
