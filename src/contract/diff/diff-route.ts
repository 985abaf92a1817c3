import type { Route } from '../../catalog/contract.ts';
import type { Endpoint } from '../endpoint.ts';
import { breaking, compatible, type RouteChange } from './contract-change.ts';

/** What differs in what the tags promise of a route. */
export function diffRoute(old: Endpoint, next: Endpoint): readonly RouteChange[] {
  const [was, is] = [old.route, next.route];
  return [
    ...diffNames(old, next),
    ...diffScopes(was.scopes, is.scopes),
    ...diffTimeout(was.timeoutMs, is.timeoutMs),
    ...diffIdempotence(was.idempotentBy, is.idempotentBy),
    ...diffPage(was.page, is.page),
    ...diffMost(was.most ?? null, is.most ?? null),
    ...diffRate(was.rate, is.rate),
    ...diffKeeping(was, is),
  ];
}

/** The operation's name is what generated clients call it by. */
function diffNames({ routine, route }: Endpoint, next: Endpoint): readonly RouteChange[] {
  const changes: RouteChange[] = [];
  if (route.method !== next.route.method || route.path !== next.route.path) {
    const message = `Its route is ${next.route.method} ${next.route.path} now.`;
    const isName = route.method === next.route.method && shapeOf(route) === shapeOf(next.route);
    changes.push(isName ? compatible('route', message) : breaking('route', message));
  }
  if (routine.name !== next.routine.name) {
    const names = `${routine.name} and is ${next.routine.name}`;
    changes.push(breaking('route', `Its operation was ${names}: generated clients call it so.`));
  }
  return changes;
}

/** A path whatever its arguments are called. */
export const shapeOf = ({ path }: Pick<Route, 'path'>): string => path.replace(/\{.*?\}/g, '{}');

function diffScopes(was: Route['scopes'], is: Route['scopes']): readonly RouteChange[] {
  if (was === null && is !== null) {
    return [breaking('scope', `It was open to all and needs a key with ${is.join(', ')} now.`)];
  }
  if (was !== null && is === null) return [compatible('scope', 'It needs no key any more.')];
  const added = (is ?? []).filter((scope) => !was?.includes(scope));
  const gone = (was ?? []).filter((scope) => !is?.includes(scope));
  return [
    ...added.map((scope) => breaking('scope', `It needs the scope ${scope} now.`)),
    ...gone.map((scope) => compatible('scope', `It doesn't need the scope ${scope} any more.`)),
  ];
}

function diffTimeout(was: number, is: number): readonly RouteChange[] {
  if (was === is) return [];
  const message = `It is cancelled after ${is} ms, and was after ${was} ms.`;
  return [is < was ? breaking('timeout', message) : compatible('timeout', message)];
}

function diffIdempotence(was: string | null, is: string | null): readonly RouteChange[] {
  if (was === is) return [];
  const [old, next] = [was ?? 'nothing', is ?? 'nothing'];
  return [breaking('idempotent', `A repetition was known by ${old} and is known by ${next}.`)];
}

function diffPage(was: Route['page'], is: Route['page']): readonly RouteChange[] {
  if (was === null && is !== null) {
    return [breaking('page', 'The list came whole and comes page by page now.')];
  }
  if (was !== null && is === null) {
    return [breaking('page', 'The list came page by page and comes whole: cursors are refused.')];
  }
  if (was?.argument === is?.argument && was?.column === is?.column) return [];
  return [breaking('page', `The pages follow ${is?.column} now, and followed ${was?.column}.`)];
}

/** Who reads a list has room for so many rows. */
function diffMost(was: number | null, is: number | null): readonly RouteChange[] {
  if (was === is) return [];
  const message = `The list has at most ${is ?? 'any number of'} rows, and had ${was ?? 'any'}.`;
  const isMore = (is ?? Infinity) > (was ?? Infinity);
  return [isMore ? breaking('page', message) : compatible('page', message)];
}

function diffRate(was: Route['rate'], is: Route['rate']): readonly RouteChange[] {
  const tell = (rate: Route['rate']) =>
    rate === null ? 'no limit' : `${rate.amount} in ${rate.windowMs} ms`;
  const perMs = (rate: Route['rate']) => (rate === null ? Infinity : rate.amount / rate.windowMs);
  const isLess = perMs(is) < perMs(was) || (is?.amount ?? Infinity) < (was?.amount ?? Infinity);
  const message = `What a caller may ask for was ${tell(was)} and is ${tell(is)}.`;
  if (tell(was) !== tell(is)) {
    return [isLess ? breaking('rate', message) : compatible('rate', message)];
  }
  if (was?.policy === is?.policy) return [];
  return [breaking('rate', `It is counted with ${is?.policy} now, and was with ${was?.policy}.`)];
}

/** What changes how fast or how often an answer comes, never what it says. */
function diffKeeping(was: Route, is: Route): readonly RouteChange[] {
  const changes: RouteChange[] = [];
  const tell = (value: unknown) => JSON.stringify(value) ?? 'null';
  for (const [kind, what, old, next] of [
    ['batch', 'Requests are answered together by', was.batch, is.batch],
    ['cache', 'Milliseconds that an answer may be kept:', was.cacheMs, is.cacheMs],
    ['cache', 'The version of an answer is told by', was.etag, is.etag],
    ['objective', 'What is promised of it:', was.objective, is.objective],
  ] as const) {
    if (tell(old) === tell(next)) continue;
    changes.push(compatible(kind, `${what} ${tell(next)}; it was ${tell(old)}.`));
  }
  return changes;
}
