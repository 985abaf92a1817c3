/** A problem that the service itself answers with. */
export interface ProblemEntry {
  readonly status: number;
  /** What is not so, for a person, without values. */
  readonly title: string;
  /** What the client does next; the page of the problem says it. */
  readonly advice: string;
  /** Seconds after which asking again may help. */
  readonly retryAfter?: number;
  /** True where the same request may be sent again at once. */
  readonly isRetryable?: true;
  /** The limit that was passed, where it is the same for all. */
  readonly facts?: Readonly<Record<string, number>>;
}

/** Every problem of the service's own. The refusals of routines come from their contracts. */
export const PROBLEMS = {
  'request-invalid': {
    status: 400,
    title: 'The request is malformed.',
    advice: 'Send one Host field, a path and a query whose percent-escapes are UTF-8 without NUL.',
  },
  'body-invalid': {
    status: 400,
    title: 'The body is not the JSON that this service takes.',
    advice:
      'Send one JSON object: no name twice, no NUL, at most 16 levels deep, and numbers that a ' +
      'double holds exactly; write all others as text.',
  },
  'input-invalid': {
    status: 400,
    title: 'A value breaks the schema.',
    advice: 'The member errors points to each field at fault; /openapi.json has the schema.',
  },
  'idempotency-key-missing': {
    status: 400,
    title: 'The request has no Idempotency-Key.',
    advice:
      'Send the field with a new value for each request, in double quotes: ' +
      'Idempotency-Key: "0b9e…". Send the same value when you repeat the request.',
  },
  'idempotency-key-invalid': {
    status: 400,
    title: 'The Idempotency-Key is malformed.',
    advice:
      'It is one string of 1 to 255 printable ASCII characters in double quotes (RFC 8941): ' +
      'Idempotency-Key: "0b9e…".',
  },
  'value-invalid': {
    status: 400,
    title: 'The database cannot take a value.',
    advice: 'The member errors points to the field, where it is known.',
  },
  'cursor-invalid': {
    status: 400,
    title: 'The cursor is not valid here.',
    advice: 'Take cursors from the Link field of the same list, with the same key.',
  },
  'condition-unkept': {
    status: 400,
    title: 'The route keeps no such condition.',
    advice: 'Leave If-Match out, or If-None-Match of a POST: nothing would be compared with it.',
  },
  'key-missing': {
    status: 401,
    title: 'The request has no API key or token.',
    advice: 'Send the field Authorization: Bearer pw_…, or a signed token where these are taken.',
  },
  'key-invalid': {
    status: 401,
    title: 'The API key or token is not valid.',
    advice:
      'It may be mistyped, expired or revoked: ask the operator, or the issuer, for a new one.',
  },
  'scope-missing': {
    status: 403,
    title: 'The API key or token lacks a scope.',
    advice: 'WWW-Authenticate names the scopes that are needed.',
  },
  'access-denied': {
    status: 403,
    title: 'The database does not allow this.',
    advice: 'The operator has to grant a right to the login of the lane.',
  },
  'route-unknown': {
    status: 404,
    title: 'There is no such route.',
    advice:
      'The member nearest names routes that are there, reason why a routine is none; contract ' +
      'and contract_age_seconds tell which contract is served, and since when. /docs shows all.',
  },
  'row-missing': {
    status: 404,
    title: 'There is no such thing.',
    advice: 'Check the ids in the path.',
  },
  'method-unknown': {
    status: 405,
    title: 'The route does not take this method.',
    advice: 'The field Allow names the methods it takes.',
  },
  'request-late': {
    status: 408,
    title: 'The request took too long to arrive.',
    advice: 'Send its fields within 5 seconds and all of it within 10.',
    isRetryable: true,
    facts: { limit_ms: 10_000 },
  },
  'idempotency-key-in-use': {
    status: 409,
    title: 'A request with this Idempotency-Key is in progress.',
    advice: 'Ask again after Retry-After seconds, the same request: its answer will be there.',
    retryAfter: 1,
  },
  conflict: {
    status: 409,
    title: 'A value meets another that is stored.',
    advice: 'Read what is there, then decide. Please report it: the routine should have said more.',
  },
  'condition-failed': {
    status: 412,
    title: 'A weak tag is never the version that is there.',
    advice: 'Give If-Match the tag, or the version, that the resource tells: one without W/.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large.',
    advice: 'A body has at most 256 KiB: send less at once.',
    facts: { limit_bytes: 262_144 },
  },
  'media-type-unknown': {
    status: 415,
    title: 'The body is not declared as JSON.',
    advice: 'Send Content-Type: application/json, in UTF-8, without Content-Encoding.',
  },
  'expectation-unknown': {
    status: 417,
    title: 'The request expects what this service does not do.',
    advice: 'Leave the field Expect out, or send Expect: 100-continue.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request.',
    advice: 'A key is for one request and its repetitions: take a new one for other content.',
  },
  'condition-missing': {
    status: 428,
    title: 'The request does not say which version it is about.',
    advice: 'Read the resource, and send its ETag as If-Match.',
  },
  'quota-exceeded': {
    status: 429,
    title: 'The caller has asked as often as he may.',
    advice: 'The member violated-policies names the limit; ask again after Retry-After seconds.',
    isRetryable: true,
  },
  'fields-too-large': {
    status: 431,
    title: 'The header fields are too large.',
    advice: 'Target and fields have at most 16 KiB together.',
    facts: { limit_bytes: 16_384 },
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side.',
    advice: 'Tell the operator the value of Request-Id: the log has the rest.',
  },
  'at-limit': {
    status: 503,
    title: 'The service is at its limit.',
    advice: 'Ask again after Retry-After seconds, the same request.',
    retryAfter: 1,
  },
  'in-use': {
    status: 503,
    title: 'Another request holds what this one needs.',
    advice: 'Ask again after Retry-After seconds, the same request.',
    retryAfter: 1,
  },
  'contract-changing': {
    status: 503,
    title: 'The service is reading a new contract.',
    advice: 'Ask again after Retry-After seconds, the same request.',
    retryAfter: 1,
  },
  'database-away': {
    status: 503,
    title: 'The database cannot be reached.',
    advice: 'Ask again after Retry-After seconds; an effect that was made is not made twice.',
    retryAfter: 2,
  },
  'database-full': {
    status: 503,
    title: 'The database is out of resources.',
    advice: 'Ask again after Retry-After seconds.',
    retryAfter: 5,
  },
  'outcome-unknown': {
    status: 503,
    title: 'Nobody can say yet whether the request had its effect.',
    advice:
      'Send the same request again, with the same key or id: it has its effect once, and is ' +
      'answered as the first time.',
    retryAfter: 1,
  },
  'keys-away': {
    status: 503,
    title: 'The public keys of the issuer cannot be had.',
    advice: 'Ask again after Retry-After seconds; API keys are taken meanwhile.',
    retryAfter: 5,
  },
  stopping: {
    status: 503,
    title: 'The service is stopping.',
    advice: 'Ask again after Retry-After seconds, over a new connection.',
    retryAfter: 1,
  },
  'too-slow': {
    status: 504,
    title: 'The answer took too long.',
    advice: 'It was cancelled and left nothing. Ask for less, or again.',
    isRetryable: true,
  },
} as const satisfies Readonly<Record<string, ProblemEntry>>;

/** What a problem of the service's own is known by. */
export type ProblemCode = keyof typeof PROBLEMS;

/** True where the same request may have another answer later; a refusal of a routine lasts. */
export function isRetryable(code: string): boolean {
  const entry = problemEntry(code);
  return entry?.retryAfter !== undefined || entry?.isRetryable === true;
}

/** The entry of a code, or undefined for a code that is a routine's. */
export function problemEntry(code: string): ProblemEntry | undefined {
  return Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code as ProblemCode] : undefined;
}
