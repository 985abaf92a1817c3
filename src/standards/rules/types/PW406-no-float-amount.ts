import { declaredVariables } from '../../ground/declared-variables.ts';
import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW406',
  name: 'no-float-amount',
  level: 'error',
  summary: 'What is counted or added up is exact: bigint or numeric, no binary fraction.',
  why: `
A binary fraction holds no 0.1. Sums differ by the order in which rows are read, equal amounts are
not equal, and what was rounded away is found at the year's end.

What is measured is exempt where its name says so: a latitude, a score, a duration in seconds. A
parameter or variable is judged where its name says that it is money.
`,
  bad: `
create table app.item (item_id bigint primary key, price double precision not null);
`,
  good: `
create table app.item (item_id bigint primary key, price numeric not null);
`,
  on: ['ColumnDef', 'CreateDomainStmt', 'CreateFunctionStmt', 'DoStmt'],
  check: (statement, ground) => [
    ...typedParts(statement, ground).flatMap(({ kind, name, type }) => {
      if (!/^float[48]$/.test(bareType(type)) || !isOwnType(type)) return [];
      if (kind === 'result' || (kind === 'parameter' && !MONEY.test(name))) return [];
      if (MEASURES.test(name)) return [];
      return [{ message: messageOf(name), start: statement.at(type.location) }];
    }),
    ...declaredVariables(statement).flatMap(({ name, type, start }) => {
      if (!FLOATS.test(type) || !MONEY.test(name) || MEASURES.test(name)) return [];
      return [{ message: messageOf(name), start }];
    }),
  ],
};

const messageOf = (name: string): string =>
  `${name} is a binary fraction; write: bigint of a smallest unit, or numeric`;

const FLOATS = /^(?:double precision|float|real)/;

const MONEY = /(?:^|_)(?:amount|price|fee|cost|tax|salary|payment|money)(?:$|_)/i;

/** What a sensor, a clock or a calculation gives, with an error of its own. */
const MEASURES = new RegExp(
  '(?:^|_)(?:' +
    [
      'lat|latitude|lon|lng|long|longitude|alt|altitude|elevation|heading|bearing|angle|degrees?',
      'x|y|z|width|height|length|depth|radius|diameter|distance|size|area|volume|speed|velocity',
      'temperature|temp|humidity|pressure|voltage|power|energy|weight|mass|density|frequency',
      'score|rank|ranking|ratio|factor|probability|confidence|similarity|likelihood|percent',
      'percentage|pct|fraction|coefficient|mean|avg|average|median|stddev|deviation|variance',
      'variation|slope|intercept|correlation|error|epsilon|alpha|beta|gamma|lambda|vector',
      'importance|estimates?|estimated|reltuples|procost|prorows|weighting|boost',
      'embedding|seconds?|secs?|ms|millis|milliseconds|minutes|hours|duration|elapsed|time|latency',
      'load|utilization|usage|progress|sample|rating|zoom|scale|bloat|selectivity|min|max|sum_sq',
    ].join('|') +
    ')(?:$|_|[0-9])',
  'i',
);
