/** The part of a written client that is the same for all contracts, as TypeScript. */
export const CLIENT_RUNTIME = `/** A whole number of 64 bits, as text: a double would round it. */
export type Int64 = string;

/** A decimal number, as text. */
export type Decimal = string;

/** Where the service is, and who asks. */
export interface ClientOptions {
  /** \`https://host\`, without a path. */
  readonly url: string;
  /** Sent as the bearer of each request; a function is asked each time. */
  readonly key?: string | (() => string | Promise<string>);
  readonly fetch?: typeof fetch;
}

/** What one call may say beside its arguments. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a call says whose repetition is known by a key. */
export interface KeyedOptions extends CallOptions {
  /** The same for a request and its repetitions, and for nothing else. */
  readonly idempotencyKey: string;
}

/** What became of a call. */
export type Answered<Value, Code extends string> = Success<Value> | Failure<Code>;

export interface Success<Value> {
  readonly ok: true;
  readonly status: number;
  readonly value: Value;
  /** The cursor of the next page; null where the list ends. */
  readonly next: string | null;
  readonly headers: Headers;
}

export interface Failure<Code extends string> {
  readonly ok: false;
  readonly status: number;
  readonly problem: Problem<Code>;
  /** Seconds after which the same request may be sent again; null where nothing is said. */
  readonly retryAfter: number | null;
  readonly headers: Headers;
}

/** A problem document (RFC 9457); its further members are the facts that made it so. */
export interface Problem<Code extends string> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** \`unreadable\` where something else than the service answered. */
  readonly code: Code | ServiceCode | 'unreadable';
  readonly request: string;
  readonly errors?: readonly {
    readonly pointer: string;
    readonly code: string;
    readonly detail: string;
  }[];
  readonly [fact: string]: unknown;
}

interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: readonly string[];
}

/** Opens a client; it holds no connection, so there is nothing to close. */
export function openClient(options: ClientOptions): Client {
  const calls = Object.entries(OPERATIONS).map(([name, operation]) => [
    name,
    (input: object, call: Partial<KeyedOptions> = {}) =>
      send(options, operation, { ...input }, call),
  ]);
  return Object.fromEntries(calls) as Client;
}

/** Every row of a list, page by page; a refusal ends it by being thrown. */
export async function* eachRow<
  Input extends { readonly cursor?: string },
  Row,
  Code extends string,
>(
  list: (input: Input) => Promise<Answered<readonly Row[], Code>>,
  input: Input,
): AsyncGenerator<Row, void, undefined> {
  let page: string | null = input.cursor ?? null;
  do {
    const answer = await list(page === null ? input : { ...input, cursor: page });
    if (!answer.ok) throw new Error(answer.problem.title, { cause: answer.problem });
    yield* answer.value;
    page = answer.next;
  } while (page !== null);
}

async function send(
  { url, key, fetch: ask = fetch }: ClientOptions,
  { method, path, query }: Operation,
  input: Record<string, unknown>,
  { signal, headers = {}, idempotencyKey }: Partial<KeyedOptions>,
): Promise<Answered<unknown, string>> {
  const take = (name: string): unknown => {
    const value = input[name];
    delete input[name];
    return value;
  };
  const filled = path.replace(/\\{(.*?)\\}/g, (_all, name: string) =>
    encodeURIComponent(String(take(name))),
  );
  const search = new URLSearchParams();
  for (const name of query) {
    const value = take(name);
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const version = take('if_version');
  const bearer = typeof key === 'function' ? await key() : key;
  const response = await ask(url + filled + (search.size === 0 ? '' : \`?\${search.toString()}\`), {
    method,
    headers: {
      ...(bearer === undefined ? {} : { Authorization: \`Bearer \${bearer}\` }),
      ...(method === 'POST' ? { 'Content-Type': 'application/json' } : {}),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': \`"\${idempotencyKey}"\` }),
      ...(version === undefined ? {} : { 'If-Match': \`"\${String(version)}"\` }),
      ...headers,
    },
    ...(method === 'POST' ? { body: JSON.stringify(input) } : {}),
    ...(signal === undefined ? {} : { signal }),
  });
  return read(response);
}

async function read(response: Response): Promise<Answered<unknown, string>> {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = /^application\\/(problem\\+)?json\\b/.test(headers.get('content-type') ?? '');
  const value: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
  if (response.ok && isJson) {
    const [, next] = /[?&]cursor=([^&>]+)[^>]*>; *rel="next"/.exec(headers.get('link') ?? '') ?? [];
    return { ok: true, status, value, next: next ?? null, headers };
  }
  const after = Number(headers.get('retry-after') ?? Number.NaN);
  const problem = (value ?? {
    type: 'about:blank',
    title: response.statusText,
    status,
    code: 'unreadable',
    request: headers.get('request-id') ?? '',
  }) as Problem<string>;
  return { ok: false, status, problem, retryAfter: Number.isNaN(after) ? null : after, headers };
}
`;
