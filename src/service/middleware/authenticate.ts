import type { RequestHandler } from 'express';

import { problem } from '../answer/problem.ts';
import type { CallerFinder } from '../callers/find-caller.ts';
import { type Caller, servedOf } from '../request-context.ts';

/**
 * Who asks on a route that needs no key. Never nobody: routines may take a missing actor for one of
 * their own, who sees everything.
 */
const ANYONE: Caller = { actor: 'anonymous', scopes: new Set() };

/** Finds out who asks. */
export function authenticate(findCaller: CallerFinder): RequestHandler {
  return async (request, response, next) => {
    const context = servedOf(response);
    if (context.served.endpoint.route.scopes === null) {
      context.caller = ANYONE;
      return next();
    }
    const field = request.get('authorization');
    if (field === undefined) {
      throw problem('key-missing', { headers: { 'WWW-Authenticate': 'Bearer' } });
    }
    const [, token] = /^Bearer +(\S{1,4096})$/i.exec(field) ?? [];
    context.caller = token === undefined ? null : await findCaller(token, request.ip);
    if (context.caller === null) {
      const headers = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
      throw problem('key-invalid', { headers });
    }
    next();
  };
}
