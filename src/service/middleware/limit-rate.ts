import type { RequestHandler } from 'express';

import type { Leases } from '../rate/leases.ts';
import { networkOf } from '../rate/network-of.ts';
import { quotaExceeded, tellRate } from '../rate/rate-answer.ts';
import { servedOf } from '../request-context.ts';

/**
 * Counts a request of a routine that has `@rate`, by its actor, or by the network it comes from
 * where nobody has to say who he is. What is malformed counts too: reading it is work.
 *
 * @throws {Problem} 429
 */
export function limitRate(leases: Leases): RequestHandler {
  return async (request, response, next) => {
    const { served, caller } = servedOf(response);
    const { rate, scopes } = served.endpoint.route;
    if (rate !== null) {
      const isOpen = scopes === null;
      const subject = isOpen ? `network:${networkOf(request.ip)}` : `actor:${caller?.actor}`;
      const allowance = await leases.take(rate, subject);
      tellRate(response, rate, allowance);
      if (!allowance.isGranted) throw quotaExceeded(rate, allowance);
    }
    next();
  };
}
