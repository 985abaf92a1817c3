import type { ConnectionOptions } from 'node:tls';

import { type Reach, type Server, tlsOptions } from './reach.ts';
import { isDisconnected } from './sqlstate.ts';

/** The part of the driver's client that is needed here. */
interface PgClient {
  readonly connection: {
    on(event: 'parameterStatus', listener: (status: ParameterStatus) => void): void;
  };
  connect(callback: (error?: Error) => void): void;
}

interface ParameterStatus {
  readonly parameterName: string;
  readonly parameterValue: string;
}

/** The driver's class. */
export type ClientClass = new (options: ClientOptions) => PgClient;

/** What a pool gives its clients; its password is not enumerable. */
interface ClientOptions {
  readonly password?: unknown;
  readonly [name: string]: unknown;
}

/** The part of the driver's pool that is needed here. */
export interface ConnectingPool {
  connect(callback: (error: Error | undefined, ...rest: unknown[]) => void): unknown;
}

/** Thrown when a server was reached, and is not what is wanted; another one may be. */
export class NotWanted extends Error {
  /** As a server says it that takes no connections yet: another one will. */
  readonly code = '57P03';
  /** An answer, though not the wanted one: it is certain that nothing was done. */
  readonly severity = 'ERROR';

  constructor({ host, port }: Server, wants: Reach['wants']) {
    super(`The server ${host}:${port} is not what is wanted: ${wants}.`);
    this.name = 'NotWanted';
  }
}

/** Which server the next connection of a pool goes to, and how. */
class Choice {
  readonly #reach: Reach;
  readonly #tls: ReadonlyMap<Server, false | ConnectionOptions>;
  /** Servers without TLS, where `prefer` makes do with that. */
  readonly #plain = new Set<Server>();
  #at = 0;

  constructor(reach: Reach) {
    this.#reach = reach;
    this.#tls = new Map(reach.servers.map((server) => [server, tlsOptions(reach.tls, server)]));
  }

  get current(): Server {
    const { servers } = this.#reach;
    return servers[this.#at] ?? servers[0];
  }

  tlsOf(server: Server): false | ConnectionOptions {
    return this.#plain.has(server) ? false : (this.#tls.get(server) ?? false);
  }

  /** The next connection goes elsewhere, unless another one has found that out already. */
  leave(server: Server): void {
    if (server === this.current) this.#at = (this.#at + 1) % this.#reach.servers.length;
  }

  noteFailure(server: Server, error: Error): void {
    const isPreferred = this.#reach.tls.mode === 'prefer';
    if (isPreferred && isWithoutTls(error)) this.#plain.add(server);
    else if (isDisconnected(error)) this.leave(server);
  }

  /** Whether the next try may end otherwise. */
  mayHelp(error: Error): boolean {
    return isDisconnected(error) || (isWithoutTls(error) && this.#plain.has(this.current));
  }
}

/**
 * What a pool needs to reach one of several servers: a class of clients that go where the last one
 * arrived, a judge of who was reached, and a way of connecting that tries each server once. Where
 * `prefer` meets a server without TLS, it is asked again in plain.
 */
export function chooseServer(reach: Reach, Client: ClientClass, readsOnly: boolean) {
  const choice = new Choice(reach);
  const ChoosingClient = clientOf(choice, Client);
  const onConnect = async (client: PgClient): Promise<void> => {
    if (!(client instanceof ChoosingClient) || isWanted(client.told, reach, readsOnly)) return;
    choice.leave(client.server);
    throw new NotWanted(client.server, reach.wants);
  };
  const most = reach.servers.length * (reach.tls.mode === 'prefer' ? 2 : 1);
  return {
    Client: ChoosingClient,
    onConnect,
    trySeveral: (pool: ConnectingPool) => trySeveral(pool, choice, most),
  };
}

function clientOf(choice: Choice, Client: ClientClass) {
  return class ChoosingClient extends Client {
    readonly server: Server;
    readonly told = new Map<string, string>();

    constructor(given: ClientOptions) {
      const server = choice.current;
      const { host, port } = server;
      super({ ...given, password: given.password, host, port, ssl: choice.tlsOf(server) });
      this.server = server;
      this.connection.on('parameterStatus', ({ parameterName, parameterValue }) =>
        this.told.set(parameterName, parameterValue),
      );
    }

    override connect(callback: (error?: Error) => void): void {
      super.connect((error) => {
        if (error) choice.noteFailure(this.server, error);
        callback(error);
      });
    }
  };
}

/** What a server tells of itself at the start of a session, since PostgreSQL 14. */
function isWanted(told: ReadonlyMap<string, string>, { wants }: Reach, readsOnly: boolean) {
  if (wants === 'any') return true;
  const isReadOnly = told.get('default_transaction_read_only') === 'on' && !readsOnly;
  return told.get('in_hot_standby') !== 'on' && !(wants === 'read-write' && isReadOnly);
}

/** Makes a pool try again, so many times in all, where that may help. */
function trySeveral(pool: ConnectingPool, choice: Choice, most: number): void {
  const connectOnce = pool.connect.bind(pool);
  pool.connect = (callback) => {
    const attempt = (left: number) =>
      connectOnce((error, ...rest) =>
        error && left > 1 && choice.mayHelp(error) ? attempt(left - 1) : callback(error, ...rest),
      );
    attempt(most);
  };
}

const isWithoutTls = ({ message }: Error): boolean => /does not support SSL/.test(message);
