import type { RequestHandler } from 'express';

import { problem } from '../answer/problem.ts';
import { servedOf } from '../request-context.ts';

/** Refuses a key that lacks a scope of the route, and names all that are needed (RFC 6750). */
export const authorize: RequestHandler = (_request, response, next) => {
  const { served, caller } = servedOf(response);
  const needed = served.endpoint.route.scopes ?? [];
  if (!needed.every((scope) => caller?.scopes.has(scope))) {
    const field = `Bearer error="insufficient_scope", scope="${needed.join(' ')}"`;
    throw problem('scope-missing', { headers: { 'WWW-Authenticate': field } });
  }
  next();
};
