import type { Batch, Objective, Page, Rate, Refusal, Route } from './contract.ts';

/** What each tag is read as. */
export interface TagValues {
  readonly http: Pick<Route, 'method' | 'path'>;
  readonly scope: readonly string[];
  readonly public: true;
  readonly idempotent: string;
  readonly timeout: number;
  readonly single: true;
  readonly page: Page;
  readonly most: number;
  readonly rate: Rate;
  readonly batch: Batch;
  readonly cache: number;
  readonly etag: string;
  readonly slo: Objective;
  readonly error: Refusal;
}

/** The name of a tag, without its `@`. */
export type Tag = keyof TagValues;

/** How the value of a tag is written, and what it means. */
interface TagForm<Value> {
  /** In words, for the person who missed it. */
  readonly form: string;
  /** The whole value, its pieces parted by blanks; each group is handed to `read`. */
  readonly pattern: RegExp;
  readonly read: (...pieces: string[]) => Value;
  /** True for a tag that may stand more than once. */
  readonly many?: boolean;
}

/** Every tag there is. A new one starts here, and in `Route`. */
export const TAGS: { readonly [Name in Tag]: TagForm<TagValues[Name]> } = {
  http: {
    form: 'GET /path or POST /path, a segment being a word or {an_argument}',
    pattern: /^(GET|POST) +((?:\/(?:[\w.~-]+|\{[a-z_][a-z0-9_]*\}))+)$/,
    read: (method, path) => ({ method: method === 'GET' ? 'GET' : 'POST', path }),
  },
  scope: {
    form: 'noun:verb, with blanks between several',
    pattern: /^([a-z_]+:[a-z_]+(?: +[a-z_]+:[a-z_]+)*)$/,
    read: (scopes) => scopes.split(/ +/),
  },
  public: {
    form: 'nothing',
    pattern: /^$/,
    read: () => true,
  },
  idempotent: {
    form: 'header, or an argument',
    pattern: /^([a-z_][a-z0-9_]*)$/,
    read: (name) => name,
  },
  timeout: {
    form: 'a number with ms or s',
    pattern: /^([1-9]\d*m?s)$/,
    read: toMs,
  },
  single: {
    form: 'nothing',
    pattern: /^$/,
    read: () => true,
  },
  page: {
    form: 'an argument and a column',
    pattern: /^([a-z_][a-z0-9_]*) +([a-z_][a-z0-9_]*)$/,
    read: (argument, column) => ({ argument, column }),
  },
  most: {
    form: 'a number',
    pattern: /^([1-9]\d{0,8})$/,
    read: Number,
  },
  rate: {
    form: 'a policy and a number/seconds, as in writes 100/60s',
    pattern: /^([a-z_]{1,60}) +([1-9]\d{0,8})\/([1-9]\d{0,5}s)$/, // w counts whole seconds
    read: (policy, amount, window) => ({ policy, amount: Number(amount), windowMs: toMs(window) }),
  },
  batch: {
    form: 'schema.routine and a number',
    pattern: /^([a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*) +([1-9]\d*)$/,
    read: (routine, mostItems) => ({ routine, mostItems: Number(mostItems) }),
  },
  cache: {
    form: 'a number with s',
    pattern: /^([1-9]\d*s)$/, // max-age counts whole seconds
    read: toMs,
  },
  etag: {
    form: 'a column',
    pattern: /^([a-z_][a-z0-9_]*)$/,
    read: (column) => column,
  },
  slo: {
    form: 'p99, a time and a percentage',
    pattern: /^p(\d{2}(?:\.\d+)?) +([1-9]\d*m?s) +(\d{2}(?:\.\d+)?)$/,
    read: (percentile, latency, availability) => ({
      percentile: Number(percentile),
      latencyMs: toMs(latency),
      availability: Number(availability),
    }),
  },
  error: {
    form: 'a code and a sentence',
    pattern: /^([A-Z0-9]{5}) +(\S.*)$/,
    read: (code, when) => ({ code, when }),
    many: true,
  },
};

/** Milliseconds of `2s` or `500ms`. */
function toMs(time: string): number {
  return Number.parseInt(time, 10) * (time.endsWith('ms') ? 1 : 1000);
}
