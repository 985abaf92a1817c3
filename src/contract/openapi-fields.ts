import type { Route } from '../catalog/contract.ts';
import { type Endpoint, REPLAYED } from './endpoint.ts';
import type { Schema } from './schema.ts';

/** The header fields and the cursor that a route takes beside its arguments. */
export function fieldParameters({ method, page, idempotentBy }: Route): readonly Schema[] {
  return [
    ...(page === null ? [] : [CURSOR]),
    ...(method === 'GET' ? [IF_NONE_MATCH] : []),
    ...(idempotentBy === 'header' ? [IDEMPOTENCY_KEY] : []),
    PREFER,
  ];
}

/** The header field of an answer that may be that of an earlier request. */
export function replayFields({ route, answer }: Endpoint): Readonly<Record<string, Schema>> {
  const says = route.idempotentBy === 'header' || answer.some(({ key }) => key === REPLAYED);
  return says ? { 'Idempotent-Replayed': IDEMPOTENT_REPLAYED } : {};
}

/** The header fields of a success, by their names. */
export function answerFields(route: Route): Readonly<Record<string, Schema>> {
  const { method, page } = route;
  return {
    'Request-Id': REQUEST_ID,
    ...rateFields(route),
    'Cache-Control': CACHE_CONTROL,
    ...(page === null ? {} : { Link: LINK }),
    ...(method === 'GET' ? { ETag: ETAG } : {}),
  };
}

/** The header fields of an answer that say how often a caller may ask. */
export function rateFields({ rate }: Route): Readonly<Record<string, Schema>> {
  if (rate === null) return {};
  const { policy, amount, windowMs } = rate;
  const said = `${amount} requests in ${windowMs / 1000} seconds`;
  return {
    'RateLimit-Policy': text(`The limit: ${said}, over all routes that name "${policy}"`),
    RateLimit: text('What is left of it (r), and in how many seconds it is whole again (t)'),
  };
}

/** The answer to who has it already; only what reads has one. */
export function notModified(route: Route): Readonly<Record<string, Schema>> {
  if (route.method !== 'GET') return {};
  const description = 'The answer is the one of If-None-Match.';
  return { '304': { description, headers: answerFields(route) } };
}

/** The header fields of a problem of a status. */
export function problemFields(status: number, route: Route): Readonly<Record<string, Schema>> {
  const isKeyed = route.idempotentBy === 'header';
  return {
    'Request-Id': REQUEST_ID,
    ...(status === 429 || status === 503 || (isKeyed && status === 409)
      ? { 'Retry-After': RETRY_AFTER }
      : {}),
    ...(isKeyed && status < 500 ? { 'Idempotent-Replayed': IDEMPOTENT_REPLAYED } : {}),
    ...(status === 429 ? rateFields(route) : {}),
    ...(status === 401 || status === 403 ? { 'WWW-Authenticate': CHALLENGE } : {}),
  };
}

const text = (description: string, more: Schema = {}): Schema => ({
  description,
  schema: { type: 'string', ...more },
});

const REQUEST_ID = text('The trace id that log lines and rows of this request bear', {
  pattern: '^[0-9a-f]{32}$',
});
const RETRY_AFTER: Schema = {
  description: 'Seconds after which asking again may help (RFC 9110 section 10.2.3)',
  schema: { type: 'integer', minimum: 0 },
};
const CHALLENGE = text('What the key has to be, or which scopes it lacks (RFC 6750 section 3)');
const CACHE_CONTROL = text('Whose cache may keep the answer, and for how long');
const LINK = text('The next page, rel="next"; without it there is none');
const ETAG = text('What the answer is known by: give it as If-None-Match');

const IDEMPOTENT_REPLAYED = text('true: the answer is the one that an earlier request got', {
  enum: ['true'],
});

const CURSOR: Schema = {
  name: 'cursor',
  in: 'query',
  required: false,
  ...text('Where the page begins: taken from Link, never made up', {
    pattern: '^1\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]{0,512}\\.[A-Za-z0-9_-]{22}$',
    maxLength: 600,
  }),
};

const IF_NONE_MATCH: Schema = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  ...text('Tags of answers that the client has: it is told 304 when one of them still holds'),
};

const PREFER: Schema = {
  name: 'Prefer',
  in: 'header',
  required: false,
  ...text(
    'wait=0.5 (RFC 7240 section 4.3): how many seconds the client waits for the answer, with up ' +
      'to three decimals. It lowers the time limit of the route, and never raises it',
  ),
  example: 'wait=0.5',
};

/** The header field that gives a version to compare with. */
export const IF_MATCH: Schema = {
  name: 'If-Match',
  in: 'header',
  ...text('The ETag that was read: when there is another by now, nothing is done', {
    pattern: '^("[!#-~]*"|[*])$',
  }),
};

const IDEMPOTENCY_KEY: Schema = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  ...text(
    'A new string for each request, in double quotes (RFC 8941). The same request with the same ' +
      'key has its effect once, and gets the first answer again, for 24 hours',
    { pattern: '^"([ !#-\\[\\]-~]|\\\\["\\\\])+"$', maxLength: 512 },
  ),
  example: '"5b1f3c1e-7d58-4f0e-9a6b-3f0c5c7a1e52"',
};
