import { createHash } from 'node:crypto';

import type { Lane } from '../lane/lane.ts';
import type { Caller } from '../request-context.ts';
import { openSearch } from './search-keys.ts';

/** Who a token belongs to; null when it is none, or not valid. */
export type KeyFinder = (token: string) => Promise<Caller | null>;

/** Finds API keys, and says how many it has still to look up. */
export interface Keys {
  readonly find: KeyFinder;
  readonly waiting: number;
}

/** `pw_<12 hex: finds the row>_<43 base64url: the secret>` */
const FORM = /^pw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** Whether a word has the form of an API key: what hasn't is looked up nowhere. */
export const isKey = (token: string): boolean => FORM.test(token);

/** Milliseconds for which an answer is kept, a no as well: a revoked key is dead after that. */
const KEPT_MS = 5_000;

/** How many answers are kept; past these the oldest goes. */
const MOST_KEPT = 10_000;

/**
 * Finds API keys in the database by their id and the SHA-256 of their secret. The secret has 256
 * random bits, so it needs no slow hash; in plain text it is never stored.
 *
 * @throws What the lane throws: an answer that could not be had is never kept.
 */
export function openKeys(
  lane: Pick<Lane, 'ask'>,
  now: () => number = () => performance.now(),
): Keys {
  const search = openSearch(lane);
  const kept = new Map<
    string,
    { readonly caller: Promise<Caller | null>; readonly until: number }
  >();

  const find: KeyFinder = async (token) => {
    const [, keyId, secret] = FORM.exec(token) ?? [];
    if (keyId === undefined || secret === undefined) return null;
    const hash = createHash('sha256').update(secret).digest();
    const slot = keyId + hash.toString('base64');
    const known = kept.get(slot);
    if (known && known.until > now()) return known.caller;

    const caller = search.find(keyId, hash);
    kept.delete(slot);
    kept.set(slot, { caller, until: now() + KEPT_MS });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    caller.catch(() => kept.delete(slot));
    return caller;
  };
  return {
    find,
    get waiting() {
      return search.waiting;
    },
  };
}
