import type { Gate, Variables } from '../contest.ts';

/** Who answers: the service with all that it has on, or one of the bare ones. */
export const SERVERS = ['service', 'express', 'node'] as const;

/** One of them. */
export type ServerKind = (typeof SERVERS)[number];

/** One of the ways that are set beside each other. */
export interface HttpContender {
  readonly name: string;
  readonly server: ServerKind;
  /** Further options of the service: `ServiceOptions`; empty for the bare ones. */
  readonly options: Readonly<Record<string, boolean | number | string>>;
  /** The file of the call, from the root. */
  readonly call: string;
  /** What a bare server runs; null for the service, which knows by itself. */
  readonly statement: Statement | null;
  /** Connections of the generator. */
  readonly connections: number;
  /** How much of another one's rate it is offered; null when each connection asks on and on. */
  readonly rate: { readonly share: number; readonly of: string } | null;
  /** How often its own capacity it is offered, and how long; null where it isn't. */
  readonly overload: Overload | null;
}

/** The statement of a bare server. */
export interface Statement {
  /** From the root. */
  readonly file: string;
  /** The keys of body or query that are its parameters. */
  readonly values: readonly string[];
  readonly isList: boolean;
}

/** More than a server can do. */
export interface Overload {
  readonly times: number;
  readonly seconds: number;
  /** The most connections that bring it. */
  readonly connections: number;
}

/** What is measured of a turn, by its key in the manifest. NaN where a turn has none of it. */
export const HTTP_MEASURES = [
  'rate', // successes a second
  'cpu', // us of all processes but the generator, a success: `node` and `server`
  'node',
  'server',
  'p50', // ms
  'p99',
  'tail', // p99 in p50
  'goodput', // successes under overload, in the capacity before
  'faults', // what was neither success, nor 503 or 429 in time
  'memory', // the most of the overload's last quarter, in that of its second
  'recovery', // seconds from the overload's end until nothing is refused any more
] as const;

/** One of them. */
export type HttpMeasure = (typeof HTTP_MEASURES)[number];

/** How much is run. */
export interface HttpSize {
  readonly rounds: number;
  readonly seconds: number;
}

/** What `sql/bench/<name>.json` says when it has servers. */
export interface HttpContest {
  readonly name: string;
  readonly purpose: string;
  readonly size: HttpSize;
  /** Of the database server that is started for it. */
  readonly settings: Variables;
  /** The one database of all: scripts of psql that fill it, and say that all was right. */
  readonly setup: string;
  readonly check: string;
  readonly variables: Variables;
  /** Connections of each server's pool. */
  readonly places: number;
  readonly contenders: readonly HttpContender[];
  readonly gates: readonly Gate<HttpMeasure>[];
}
