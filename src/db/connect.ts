import pgPromise, { type IDatabase, type IMain } from 'pg-promise';

import { chooseServer, type ClientClass, type ConnectingPool } from './choose-server.ts';
import type { Reach } from './reach.ts';

/** A pool of connections with one statement helper each for no, one, and any rows. */
export type Database = IDatabase<unknown>;

const pgp: IMain = pgPromise({ noWarnings: true });

/**
 * Opens a pool. Nothing is sent before the first statement; the owner calls `$pool.end()`.
 *
 * @param url - `postgres://user@host:port/database`; the password comes separately, so that a URL
 * can stand in a log.
 */
export function connect({
  url,
  password,
  max = 4,
  name = 'procwright',
  options,
  connectMs = 30_000,
  keptSeconds,
  reach,
}: Target): Database {
  const { hostname, port, username, pathname } = new URL(url);
  // its types leave the class out
  const { Client } = pgp.pg as unknown as { readonly Client: ClientClass };
  const readsOnly = options?.includes('default_transaction_read_only=on') ?? false;
  const choice = reach === undefined ? undefined : chooseServer(reach, Client, readsOnly);
  // the pool takes them, though pg-promise's types say otherwise
  const hooks: object = choice ? { Client: choice.Client, onConnect: choice.onConnect } : {};
  const parameters = {
    ssl: false, // else the driver obeys a stray PGSSLMODE
    host: decodeURIComponent(hostname),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    database: decodeURIComponent(pathname.slice(1)),
    ...(password === undefined ? {} : { password }),
    max,
    application_name: name,
    connectionTimeoutMillis: connectMs,
    ...(keptSeconds === undefined ? {} : { min: max, maxLifetimeSeconds: keptSeconds }),
    keepAlive: true,
    keepAliveInitialDelayMillis: 15_000,
    // the driver takes it, though pg-promise's types don't name it
    options: [...SETTINGS, ...(options ?? [])].map((setting) => `-c ${setting}`).join(' '),
    ...hooks,
  };
  const database = pgp(parameters);
  choice?.trySeveral(database.$pool as unknown as ConnectingPool); // it is pg-pool's
  database.$pool.on('error', noteNothing);
  return database;
}

/**
 * An idle connection was lost: the pool has dropped it and opens another when it's needed, so there
 * is nobody to tell. Without a listener the process would end with it.
 */
function noteNothing(): void {}

/** A password, or what gives it: it is asked each time that a connection opens. */
export type Password = string | (() => Promise<string>);

/** Where a pool connects to. */
export interface Target {
  readonly url: string;
  readonly password?: Password | undefined;
  /** Which servers, and how: instead of the URL's one, without TLS. */
  readonly reach?: Reach | undefined;
  /** The most connections at once. */
  readonly max?: number;
  /** The application_name that the server shows. */
  readonly name?: string;
  /** Milliseconds that opening a connection, or waiting for one, may take. */
  readonly connectMs?: number;
  /** Seconds for which a connection is kept, idle or not; else for ten seconds without work. */
  readonly keptSeconds?: number;
  /** Further settings of the session: `search_path=app`. */
  readonly options?: readonly string[];
}

/** Answers read the same whatever the server's own configuration: see `service/serialize.ts`. */
const SETTINGS = [
  'jit=off', // the contract's recursive query takes 20 times as long with it
  'timezone=UTC',
  'datestyle=ISO',
  'intervalstyle=iso_8601',
  'extra_float_digits=1',
] as const;
