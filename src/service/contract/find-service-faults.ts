import type { RoutineFault } from '../../catalog/routine-fault.ts';
import type { LaneLogins } from '../service-options.ts';
import { LIMIT, type Served } from './served.ts';

/** First words of paths that the service keeps for its own pages. */
export const OWN_PAGES: readonly string[] = [
  'contract.json',
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
  for (const { callers, name } of [routine, ...(served.batch ? [served.batch.routine] : [])]) {
    if (callers.includes(login)) continue;
    add('not-callable', `The login ${login} may not execute ${name}: grant it to its group.`);
  }
  if (OWN_PAGES.includes(route.path.split('/')[1] ?? '')) {
    add('route-taken', `${route.path} is a page of the service: begin with another word.`);
  }
  if (route.idempotentBy === 'header') {
    add('tag-not-served', '@idempotent header needs stored answers: name an argument instead.');
  }
  if (served.paging && (!hasBoundedLimit(served) || Number.isNaN(served.paging.defaultLimit))) {
    const message = `p_limit needs a domain of at most ${MOST_ROWS}, and a number as default.`;
    add('page-unbounded', message);
  }
  return faults;
}

/** How many rows a page may have: they are held in memory, once as rows and once as text. */
const MOST_ROWS = 10_000;

function hasBoundedLimit({ endpoint }: Served): boolean {
  const limit = endpoint.parameters.find(({ key }) => key === LIMIT);
  return Number(limit?.schema['maximum']) <= MOST_ROWS;
}
