import type { RequestHandler } from 'express';

import { problem } from '../answer/problem.ts';

/**
 * Refuses a request with two Host fields (RFC 9112, 3.2): Node takes the first, a proxy before us
 * may have taken the second.
 */
export const oneHost: RequestHandler = ({ rawHeaders }, _response, next) => {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1) throw problem('request-invalid');
  next();
};
