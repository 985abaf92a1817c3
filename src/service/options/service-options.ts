import type { Example } from '../../contract/example.ts';
import type { Password } from '../../db/connect.ts';
import type { Reach } from '../../db/reach.ts';
import type { Logger } from '../../logger.ts';
import type { ExpectedContract } from '../contract/expected-contract.ts';
import type { CursorKeys } from '../paging/cursor-key.ts';
import type { Snapshot } from '../pages/snapshot.ts';
import type { TokenOptions } from '../tokens/token-options.ts';

/** What a lane connects as. */
export interface LaneTarget {
  /** `postgres://login@host:port/database` */
  readonly url: string;
  /** A function is asked at each connect: the password may have changed. */
  readonly password?: Password;
  /** Which servers, and how: instead of the URL's one, without TLS. */
  readonly reach?: Reach | undefined;
}

/** The logins of the lanes that call routines. */
export interface LaneLogins {
  readonly read: string;
  readonly write: string;
}

/** Everything that a service needs to run. */
export interface ServiceOptions {
  /** The schema whose routines are served. */
  readonly api: string;
  /** GET, POST, and what the service itself asks (contract, keys, news of a new contract). */
  readonly lanes: {
    readonly read: LaneTarget;
    readonly write: LaneTarget;
    readonly ops: LaneTarget;
  };
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  readonly log: Logger;
  /** What cursors are authenticated with: the same in every process, and over restarts. */
  readonly cursorKeys: CursorKeys;
  /** Which signed tokens are taken; without it, API keys are the only way in. */
  readonly tokens?: TokenOptions | null;
  readonly title?: string;
  /** What clients were promised: a contract that breaks it is not served. */
  readonly expected?: ExpectedContract;
  /** Requests that were executed, for the document to show. */
  readonly examples?: readonly Example[];
  /** The folder of the project, where faults of the contract get their file and line from. */
  readonly root?: string;
  /**
   * How many proxies stand before the service, each adding to X-Forwarded-For: the address of a
   * client is the one that the outermost of them saw. 0, the default, takes that of the connection.
   */
  readonly proxyHops?: number;
  /** Statements at once in each lane. */
  readonly places?: number;
  /** False: each request goes alone, whatever its routine's `@batch` offers. */
  readonly batches?: boolean;
  /** How many requests of a lane may wait. */
  readonly seats?: number;
  /** Milliseconds for which requests are answered after readiness went off. */
  readonly drainMs?: number;
  /** Milliseconds that running requests get when the service stops. */
  readonly graceMs?: number;
  /** True tells OpenTelemetry a span a request. */
  readonly spans?: boolean;
  /** The metrics of all processes, where this is one of several. */
  readonly pageOfAll?: () => Promise<string>;
}

/** A running service. */
export interface Service {
  readonly url: string;
  /** The hash of the contract that is served now. */
  readonly contractHash: string;
  /** Resolves with the hash when the next reading of the contract ends, changed or not. */
  nextContract(): Promise<string>;
  /** The metrics of this process. */
  snapshot(): Promise<Snapshot>;
  /** Finishes running requests, then closes everything. */
  stop(): Promise<void>;
}
