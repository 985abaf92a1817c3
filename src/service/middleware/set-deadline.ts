import type { RequestHandler } from 'express';

import { servedOf } from '../request-context.ts';

/**
 * Sets the one deadline of a request: for finding out who asks, the queue, the statement and its
 * repeats; the time in which its body comes is added, since a slow line is no slow service. It is
 * the route's `@timeout`, or what the client is willing to wait, if that is less. A request that is
 * answered again keeps the deadline that it had.
 */
export const setDeadline: RequestHandler = (request, response, next) => {
  const context = servedOf(response);
  if (Number.isFinite(context.deadline)) return next();
  const { timeoutMs } = context.served.endpoint.route;
  const field = request.get('prefer');
  const waitMs = field === undefined ? undefined : readWait(field);
  const isLowered = waitMs !== undefined && waitMs < timeoutMs;
  context.deadline = context.startedAt + (isLowered ? waitMs : timeoutMs);
  if (isLowered) response.setHeader('Preference-Applied', `wait=${waitMs / 1000}`);
  next();
};

/**
 * The milliseconds of `Prefer: wait=2` (RFC 7240, 4.3); undefined where there is none, or none that
 * can be read: a preference that is not understood is ignored (section 2). Beyond the RFC, which
 * has whole seconds, it may have up to three decimals: `wait=0.25`.
 */
export function readWait(field: string): number | undefined {
  for (const preference of field.split(',')) {
    const [, quoted, plain] = WAIT.exec(preference) ?? [];
    const seconds = Number(quoted ?? plain ?? Number.NaN);
    if (seconds > 0) return Math.round(seconds * 1000);
  }
  return undefined;
}

const WAIT = /^\s*wait\s*=\s*(?:"(\d{1,6}(?:\.\d{1,3})?)"|(\d{1,6}(?:\.\d{1,3})?))\s*(?:;.*)?$/i;
