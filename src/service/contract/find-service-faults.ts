import type { RoutineFault } from '../../catalog/routine-fault.ts';
import { MOST_ROWS, mostRowsOf } from '../../contract/most-rows.ts';
import type { LaneLogins } from '../options/service-options.ts';
import type { Served } from './served.ts';

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

/** What is known of the ways to the database. */
export interface LaneFacts {
  readonly logins: LaneLogins;
  /** True when the write lane may keep answers: `procwright.open_request` and its kin. */
  readonly keepsAnswers: boolean;
}

/** Finds what keeps a sound contract from being served here and now. */
export function findServiceFaults(served: Served, lanes: LaneFacts): readonly RoutineFault[] {
  const { routine, route } = served.endpoint;
  const faults: RoutineFault[] = [];
  const add = (kind: RoutineFault['kind'], message: string) =>
    faults.push({ routine: routine.signature, kind, message });

  const login = route.method === 'GET' ? lanes.logins.read : lanes.logins.write;
  for (const { callers, name } of [routine, ...(served.batch ? [served.batch.routine] : [])]) {
    if (callers.includes(login)) continue;
    add('not-callable', `The login ${login} may not execute ${name}: grant it to its group.`);
  }
  if (OWN_PAGES.includes(route.path.split('/')[1] ?? '')) {
    add('route-taken', `${route.path} is a page of the service: begin with another word.`);
  }
  if (route.idempotentBy === 'header') {
    for (const message of keyFaults(served, lanes)) add('tag-not-served', message);
  }
  const { endpoint, paging } = served;
  if (paging && (mostRowsOf(endpoint) === null || Number.isNaN(paging.defaultLimit))) {
    const message = `p_limit needs a domain of at most ${MOST_ROWS}, and a number as default.`;
    add('page-unbounded', message);
  } else if (endpoint.isList && mostRowsOf(endpoint) === null) {
    const message = `Nothing says how many rows it has at most (${MOST_ROWS} may be):`;
    add('list-unbounded', `${message} say @page, take p_limit of a bounded domain, or say @most.`);
  }
  return faults;
}

/** What keeps answers from being kept by their key; a key is one actor's, so there must be one. */
function keyFaults({ endpoint }: Served, { logins, keepsAnswers }: LaneFacts): readonly string[] {
  const { method, scopes, batch } = endpoint.route;
  const faults: string[] = [];
  if (batch !== null) {
    faults.push('@batch needs an argument that tells its items apart: name it by @idempotent.');
  }
  if (method === 'GET') faults.push('@idempotent header is for a POST: leave it out.');
  if (scopes === null) {
    faults.push('@idempotent header needs to know who asks: write @scope instead of @public.');
  }
  if (!keepsAnswers) {
    faults.push(
      `@idempotent header keeps answers in the database: migrate, and grant ${logins.write} ` +
        'the execution of procwright.open_request, keep_answer and keep_refusal.',
    );
  }
  return faults;
}
