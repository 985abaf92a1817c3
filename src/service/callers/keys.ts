import { createHash } from 'node:crypto';

import { readArray } from '../answer/pg-literal.ts';
import type { Lane } from '../lane/lane.ts';
import type { Caller } from '../request-context.ts';

/** Who a token belongs to; null when it is none, or not valid. */
export type KeyFinder = (token: string) => Promise<Caller | null>;

/** `pw_<12 hex: finds the row>_<43 base64url: the secret>` */
const FORM = /^pw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** Milliseconds for which an answer is kept, a no as well: a revoked key is dead after that. */
const KEPT_MS = 5_000;

/** How many answers are kept; past these the oldest goes. */
const MOST_KEPT = 10_000;

/** Milliseconds that a search may take. */
const PATIENCE_MS = 2_000;

/**
 * Finds API keys in the database by their id and the SHA-256 of their secret. The secret has 256
 * random bits, so it needs no slow hash; in plain text it is never stored.
 *
 * @throws What the lane throws: an answer that could not be had is never kept.
 */
export function openKeys(lane: Lane, now: () => number = () => performance.now()): KeyFinder {
  const kept = new Map<
    string,
    { readonly caller: Promise<Caller | null>; readonly until: number }
  >();

  return async (token) => {
    const [, keyId, secret] = FORM.exec(token) ?? [];
    if (keyId === undefined || secret === undefined) return null;
    const hash = createHash('sha256').update(secret).digest();
    const slot = keyId + hash.toString('base64');
    const known = kept.get(slot);
    if (known && known.until > now()) return known.caller;

    const caller = find(lane, keyId, hash);
    kept.delete(slot);
    kept.set(slot, { caller, until: now() + KEPT_MS });
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    caller.catch(() => kept.delete(slot));
    return caller;
  };
}

async function find(lane: Lane, keyId: string, hash: Buffer): Promise<Caller | null> {
  const { rows } = await lane.ask({
    name: 'find_key',
    text: FIND_KEY,
    values: [keyId, hash],
    deadline: performance.now() + PATIENCE_MS,
    signal: new AbortController().signal,
    mayRepeat: true,
    writes: false,
  });
  const [actor, scopes] = rows[0] ?? [];
  if (typeof actor !== 'string' || typeof scopes !== 'string') return null;
  return {
    actor,
    scopes: new Set(
      readArray(scopes)
        .flatMap((scope) => scope ?? [])
        .map(String),
    ),
  };
}

const FIND_KEY = `
select k.actor, k.scopes
from procwright.find_key($1, $2) as k
`;
