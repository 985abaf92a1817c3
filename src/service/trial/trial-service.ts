import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';

import winston from 'winston';

import { type Logger, openLog } from '../../logger.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import type { LaneTarget, Service, ServiceOptions } from '../options/service-options.ts';
import { startService } from '../serve.ts';
import { KEYS, makeTrialSchema } from './trial-schema.ts';

/** For tests: a service over the schema `app` of `trial-schema.ts`. */
export interface TrialService {
  readonly database: TrialDatabase;
  readonly service: Service;
  /** How the lane of the operator connects. */
  readonly operator: LaneTarget;
  /** How all connect. */
  readonly lanes: ServiceOptions['lanes'];
  /** What the service logged, an object a line. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  /** Starts one more service on the same database. */
  readonly start: (options?: Partial<ServiceOptions>) => Promise<Service>;
  readonly close: () => Promise<void>;
}

/** For tests: opens a database, fills it, and starts a service on it. */
export async function openTrialService(
  options: Partial<ServiceOptions> = {},
): Promise<TrialService> {
  const database = await openTrialDatabase();
  const logins = loginsOf(database.name);
  const lines: Record<string, unknown>[] = [];
  const close = async () => {
    await database.admin.any('drop owned by $1:name, $2:name, $3:name', Object.values(logins));
    await database.admin.any('drop role $1:name, $2:name, $3:name', Object.values(logins));
    await database.close();
  };
  try {
    await fill(database, logins);
    const operator = { url: database.urlOf(logins.operator), password: PASSWORD };
    const lanes = {
      read: { url: database.urlOf(logins.reader), password: PASSWORD },
      write: { url: database.urlOf(logins.writer), password: PASSWORD },
      ops: operator,
    };
    const start = (more: Partial<ServiceOptions> = {}) =>
      startService({
        api: 'app',
        lanes,
        port: 0,
        log: logInto(lines),
        cursorKeys: { current: [randomBytes(32)] },
        drainMs: 0,
        ...options,
        ...more,
      });
    const service = await start();
    const stop = () => service.stop().then(close);
    return { database, service, operator, lanes, lines, start, close: stop };
  } catch (error) {
    console.error(error); // uvu keeps what a before hook throws to itself
    await close();
    throw error;
  }
}

const PASSWORD = 'trial';

/** Roles belong to the whole cluster: those of one database bear its name. */
function loginsOf(database: string) {
  return {
    reader: `${database}_reader`,
    writer: `${database}_writer`,
    operator: `${database}_operator`,
  };
}

async function fill({ admin }: TrialDatabase, logins: ReturnType<typeof loginsOf>): Promise<void> {
  for (const login of Object.values(logins)) {
    await admin.none('create role $1:name login password $2', [login, PASSWORD]);
  }
  await makeTrialSchema(admin);
  await admin.none(GRANTS, logins);
}

const GRANTS = `
grant usage on schema app to $<reader:name>, $<writer:name>;
grant usage on schema procwright to $<operator:name>;
grant execute on all functions in schema app to $<reader:name>, $<writer:name>;
grant execute on all functions in schema procwright to $<operator:name>;
grant usage on schema procwright to $<writer:name>;
grant execute on function
    procwright.open_request, procwright.keep_answer, procwright.keep_refusal
to $<writer:name>;
alter default privileges in schema app
    grant execute on functions to $<reader:name>, $<writer:name>;
`;

/** The service's own log, but into a list. */
function logInto(lines: Record<string, unknown>[]): Logger {
  const stream = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
      done();
    },
  });
  return openLog('info').clear().add(new winston.transports.Stream({ stream }));
}

/** For tests: what a request differs in from a GET of alice's. */
export interface Asking {
  readonly key?: keyof typeof KEYS | null;
  readonly method?: string;
  /** Sent as JSON; a text or a blob as it stands. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** For tests: an answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text read as JSON; undefined where it is none. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** For tests: the field that sends a key. */
export const keyField = (key: keyof typeof KEYS): Readonly<Record<string, string>> => ({
  Authorization: `Bearer ${KEYS[key].token}`,
});

/** For tests: sends a request and reads the answer. A body makes it a POST. */
export async function ask({ url }: Service, path: string, asking: Asking = {}): Promise<Answer> {
  const { key = 'alice', body, headers = {}, signal } = asking;
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Blob;
  const response = await fetch(url + path, {
    method: asking.method ?? (body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key === null ? {} : keyField(key)),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  const json = isJson ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {};
  return { status: response.status, headers: response.headers, text, json };
}

/** For tests: the pointers of a problem's errors. */
export function pointersOf({ json }: Answer): readonly string[] {
  const errors = (json['errors'] ?? []) as readonly { readonly pointer: string }[];
  return errors.map(({ pointer }) => pointer);
}
