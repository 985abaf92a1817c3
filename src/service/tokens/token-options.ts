import type { Result } from '../../result.ts';

/** Public keys of who issues tokens (RFC 7517). */
export type KeySetDocument = Readonly<Record<string, unknown>>;

/** Where the public keys come from. */
export interface KeySetSource {
  /** Null when they are not known yet: the first token fetches them. */
  readonly first: KeySetDocument | null;
  readonly look: () => Promise<Result<KeySetDocument | null, string>>;
  /** Milliseconds after which they are looked at again. */
  readonly everyMs: number;
}

/** Which tokens (RFC 7519) are taken. */
export interface TokenOptions {
  readonly keySet: KeySetSource;
  /** The only `iss`. */
  readonly issuer: string;
  /** This service: one of the `aud`. */
  readonly audience: string;
  /** The only signatures, all of key pairs. */
  readonly algorithms: readonly string[];
  /** The claim that holds the scopes. */
  readonly scopeClaim: string;
  /** What stands before the `sub`, to make the actor. */
  readonly actorPrefix: string;
  /** Milliseconds for which a token is good from its `iat` on. */
  readonly mostAgeMs: number;
  /** Milliseconds by which clocks may differ. */
  readonly skewMs: number;
}
