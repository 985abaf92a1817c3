import type { Request, RequestHandler } from 'express';

import { problem } from '../answer/problem.ts';
import { OWN_PAGES } from '../contract/find-service-faults.ts';
import { type Resource, valuesIn } from '../contract/resource.ts';
import type { LiveContract } from '../contract/live-contract.ts';
import { reasonFor } from '../contract/unexposed.ts';
import { contextOf } from '../request-context.ts';
import { nearestRoutes } from './nearest-routes.ts';

/**
 * Finds the routine that answers. HEAD is a GET without its body; OPTIONS is answered here. Whether
 * a route is there is no secret: the contract is public, so this comes before the key.
 */
export const findRoute: RequestHandler = (request, response, next) => {
  const context = contextOf(response);
  const resource = context.live.findResource(request.path);
  if (!resource) {
    refuseOwnPage(request.method, request.path);
    throw problem('route-unknown', { members: membersOf(request, context.live) });
  }
  context.resource = resource;
  context.pathValues = decoded(valuesIn(resource, request.path));

  if (request.method === 'OPTIONS') {
    response.status(204).setHeader('Allow', allowed(resource)).end();
    return;
  }
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  context.served = resource.byMethod.get(method) ?? null;
  if (!context.served) {
    const members = membersOf(request, context.live);
    throw problem('method-unknown', { headers: { Allow: allowed(resource) }, members });
  }
  next();
};

/** What helps whoever asked for what isn't there: what is, and which contract says so. */
function membersOf({ method, path }: Request, live: LiveContract) {
  const reason = reasonFor(path, live.unexposed);
  return {
    nearest: nearestRoutes(`${method} ${path}`, live.resources),
    ...(reason === undefined ? {} : { reason }),
    contract: live.hash,
    contract_age_seconds: Math.floor((Date.now() - live.since) / 1000),
  };
}

/** The service's own pages are there, and only to be read. @throws {Problem} 405 */
function refuseOwnPage(method: string, path: string): void {
  const isOwn = OWN_PAGES.includes(path.split('/')[1] ?? '');
  if (!isOwn || method === 'GET' || method === 'HEAD') return;
  throw problem('method-unknown', { headers: { Allow: 'GET, HEAD' } });
}

function allowed({ byMethod }: Resource): string {
  const methods = [...byMethod.keys()].flatMap((method) =>
    method === 'GET' ? ['GET', 'HEAD'] : [method],
  );
  return [...methods, 'OPTIONS'].join(', ');
}

function decoded(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const [key, text] of Object.entries(values)) texts[key] = decode(key, text);
  return texts;
}

function decode(key: string, text: string): string {
  const value = decodeText(text);
  if (value !== undefined) return value;
  const detail = 'The percent-escapes are not UTF-8, or hold a NUL.';
  throw problem('request-invalid', { errors: [{ pointer: `#/${key}`, code: 'escape', detail }] });
}

/** Text without its percent-escapes; undefined when they are no UTF-8, or there is a NUL. */
export function decodeText(text: string): string | undefined {
  if (PLAIN.test(text)) return text;
  if (/[^ -~]/.test(text)) return undefined; // bytes that had to be escaped
  try {
    const value = decodeURIComponent(text);
    return value.includes('\0') ? undefined : value;
  } catch {
    return undefined; // URIError: the caller says where
  }
}

/** Nothing but itself: printable, and no escape. */
const PLAIN = /^[ -$&-~]*$/;
