import { createHash } from 'node:crypto';

import { errors, type JWTPayload, jwtVerify, type JWTVerifyOptions } from 'jose';

import type { KeyFinder } from '../callers/keys.ts';
import type { Caller } from '../request-context.ts';
import { openKeySet } from './key-set.ts';
import type { TokenOptions } from './token-options.ts';

/** Three parts in base64url, parted by dots: all else is no token in compact form. */
const FORM = /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/;

/** Characters that the actor of a request may have: what the journal takes. */
const MOST_ACTOR = 140;

/** Milliseconds for which a judgement is kept, a no as well: a check costs the CPU of a request. */
const KEPT_MS = 5_000;

const MOST_KEPT = 10_000;

/** What is told when something is amiss; no token is in it. */
export interface TokenNews {
  /** Why a token was refused: the code of the check that it failed. */
  readonly onRefused: (reason: string) => void;
  /** What is wrong with the source of the public keys. */
  readonly onFault: (fault: string) => void;
}

/** A judgement, and until when it holds by the clock of the machine. */
interface Judged {
  readonly caller: Caller | null;
  readonly until: number;
}

/**
 * Finds who a signed token speaks for (RFC 7519, checked by RFC 8725): the algorithms are named, so
 * that `none` and a public key taken for a shared secret are not among them; `iss`, `aud`, `exp`,
 * `iat` and `sub` must be there.
 *
 * @throws {KeySetAway} When there is no key set to check with.
 */
export function openTokens(
  options: TokenOptions,
  { onRefused, onFault }: TokenNews,
  now: () => number = Date.now,
): KeyFinder {
  const getKey = openKeySet(options.keySet, onFault);
  const kept = new Map<string, Promise<Judged>>();

  const judge = async (token: string): Promise<Judged> => {
    const at = now();
    try {
      const { payload } = await jwtVerify(token, getKey, checksOf(options, at));
      const goodMs = (payload.exp ?? 0) * 1_000 + options.skewMs;
      const caller = callerOf(options, payload);
      if (caller === null) onRefused('ERR_ACTOR_INVALID');
      return { caller, until: Math.min(at + KEPT_MS, goodMs) };
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error;
      onRefused(error.code);
      return { caller: null, until: at + KEPT_MS };
    }
  };

  return async (token) => {
    if (!FORM.test(token)) return null;
    const slot = createHash('sha256').update(token).digest('base64');
    const known = await kept.get(slot)?.catch(() => undefined);
    if (known !== undefined && known.until > now()) return known.caller;
    const judging = judge(token);
    kept.delete(slot);
    kept.set(slot, judging);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    judging.catch(() => kept.delete(slot));
    return (await judging).caller;
  };
}

function checksOf(options: TokenOptions, at: number): JWTVerifyOptions {
  return {
    issuer: options.issuer,
    audience: options.audience,
    algorithms: [...options.algorithms],
    requiredClaims: ['exp', 'iat', 'sub'],
    clockTolerance: options.skewMs / 1_000,
    maxTokenAge: options.mostAgeMs / 1_000,
    currentDate: new Date(at),
  };
}

/** Null when the subject can't be an actor: empty, too long, or with characters that end a line. */
function callerOf(
  { actorPrefix, scopeClaim }: TokenOptions,
  { sub, ...claims }: JWTPayload,
): Caller | null {
  if (typeof sub !== 'string' || sub === '' || /\p{Cc}|\p{Surrogate}/u.test(sub)) return null;
  const actor = actorPrefix + sub;
  if ([...actor].length > MOST_ACTOR) return null;
  return { actor, scopes: new Set(scopesIn(claims[scopeClaim])) };
}

function scopesIn(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ').filter((scope) => scope !== '');
  return Array.isArray(claim) ? claim.filter((scope) => typeof scope === 'string') : [];
}
