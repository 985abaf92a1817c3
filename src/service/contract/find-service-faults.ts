import type { RoutineFault } from '../../catalog/routine-fault.ts';
import type { LaneLogins } from '../service-options.ts';
import { LIMIT, type Served } from './served.ts';

/** First words of paths that the service keeps for its own pages. */
export const OWN_PAGES: readonly string[] = [
  'docs',
  'livez',
  'metrics',
  'openapi.json',
  'problems',
  'readyz',
];

/** Finds what keeps a sound contract from being served here and now. */
export function findServiceFaults(served: Served, logins: LaneLogins): readonly RoutineFault[] {
  const { routine, route } = served.endpoint;
  const faults: RoutineFault[] = [];
  const add = (kind: RoutineFault['kind'], message: string) =>
    faults.push({ routine: routine.signature, kind, message });

  const login = route.method === 'GET' ? logins.read : logins.write;
  if (!routine.callers.includes(login)) {
    add(
      'not-callable',
      `The login ${login} may not execute it: grant it to a group of that login.`,
    );
  }
  if (OWN_PAGES.includes(route.path.split('/')[1] ?? '')) {
    add('route-taken', `${route.path} is a page of the service: begin with another word.`);
  }
  if (route.idempotentBy === 'header') {
    add('tag-not-served', '@idempotent header needs stored answers: name an argument instead.');
  }
  if (route.rate !== null) {
    add('tag-not-served', '@rate is not kept by this service yet: leave it out.');
  }
  const isBounded = served.endpoint.parameters.some(
    ({ key, schema }) => key === LIMIT && ('maximum' in schema || 'exclusiveMaximum' in schema),
  );
  if (served.paging && (!isBounded || Number.isNaN(served.paging.defaultLimit))) {
    add('page-unbounded', 'p_limit needs a domain with an upper bound, and a number as default.');
  }
  return faults;
}
