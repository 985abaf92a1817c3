import { isDeepStrictEqual } from 'node:util';

import type { Catalog } from '../../catalog/routine.ts';
import { contractHash } from '../contract-hash.ts';
import { type Endpoint, endpointsOf } from '../endpoint.ts';
import { breaking, compatible, type ContractChange, type RouteChange } from './contract-change.ts';
import { diffAnswer } from './diff-answer.ts';
import { diffArguments } from './diff-arguments.ts';
import { diffRoute, shapeOf } from './diff-route.ts';

/**
 * Every difference that a client of the old contract may meet, route by route. Contracts with one
 * hash have none; contracts with two have at least one.
 *
 * @returns In the order of the routes' names, what breaks before what doesn't.
 */
export function diffContracts(old: Catalog, next: Catalog): readonly ContractChange[] {
  if (contractHash(old) === contractHash(next)) return [];
  const [was, is] = [endpointsOf(old), endpointsOf(next)];
  const changes: ContractChange[] = [];
  for (const before of was) {
    const after = successorOf(before, was, is);
    changes.push(...onRoute(before, after ? diffEndpoint(before, after) : [GONE]));
  }
  for (const after of is) {
    const isNew = !was.some((before) => successorOf(before, was, is) === after);
    if (isNew) changes.push(...onRoute(after, [compatible('route', 'The route is new.')]));
  }
  if (changes.length === 0) changes.push(INNER);
  return changes.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** True when a client of the old contract can get what it was not written for. */
export const isBreaking = (changes: readonly ContractChange[]): boolean =>
  changes.some(({ verdict }) => verdict === 'breaking');

/** One line a change: `breaking    POST /v1/items  The argument note is gone: it is refused.` */
export function tellChange({ verdict, route, message }: ContractChange): string {
  return [verdict.padEnd(10), route, message].filter((part) => part !== '').join('  ');
}

const GONE = breaking('route', 'The route is gone: it answers 404.');

const INNER: ContractChange = {
  verdict: 'compatible',
  kind: 'inner',
  route: '',
  message: 'Only what no client sees has changed.',
};

/** Who answers the requests of a route now: the same method and path, else the same routine. */
function successorOf(
  before: Endpoint,
  was: readonly Endpoint[],
  is: readonly Endpoint[],
): Endpoint | undefined {
  const key = routeKey(before);
  const same = is.find((after) => routeKey(after) === key);
  if (same) return same;
  const moved = is.find(({ routine }) => routine.name === before.routine.name);
  const isTaken = moved && was.some((other) => routeKey(other) === routeKey(moved));
  return isTaken ? undefined : moved;
}

const routeKey = ({ route }: Endpoint): string => `${route.method} ${shapeOf(route)}`;

const keyOf = ({ route, verdict, message }: ContractChange): string =>
  [route.replace(/^\w+ /, ''), route, verdict, message].join('\n');

function onRoute({ route }: Endpoint, changes: readonly RouteChange[]): readonly ContractChange[] {
  return changes.map((change) => ({ ...change, route: `${route.method} ${route.path}` }));
}

function diffEndpoint(old: Endpoint, next: Endpoint): readonly RouteChange[] {
  const changes = [...diffRoute(old, next), ...diffArguments(old, next), ...diffAnswer(old, next)];
  const seen = ({ routine, parameters, answer }: Endpoint) => {
    const { summary, description, errors } = routine.contract;
    const schemas = [...parameters, ...answer].map(({ key, schema }) => [key, schema]);
    return { summary, description, errors: new Map(errors.map((e) => [e.code, e.when])), schemas };
  };
  if (changes.length > 0 || isDeepStrictEqual(seen(old), seen(next))) return changes;
  return [compatible('wording', 'It does the same, in other words.')];
}
