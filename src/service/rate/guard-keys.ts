import { createHash } from 'node:crypto';

import type { Rate } from '../../catalog/contract.ts';
import type { KeyFinder } from '../callers/keys.ts';
import type { Caller } from '../request-context.ts';
import { networkOf } from './network-of.ts';
import { quotaExceeded } from './rate-answer.ts';

/** Finds out who a token belongs to, for a client at an address. */
export type GuardedFinder = (token: string, address: string | undefined) => Promise<Caller | null>;

/** How many wrong tokens of a network are looked up; the limit of one process. */
const WRONG_TOKENS: Rate = { policy: 'wrong_tokens', amount: 300, windowMs: 60_000 };

/** How many networks, and how many good tokens, are remembered; past these the oldest goes. */
const MOST_KEPT = 10_000;

interface Misses {
  count: number;
  readonly until: number;
}

/**
 * Looks no more tokens up for a network that has sent too many wrong ones, until its window ends.
 * A token that was good before is looked up all the same, since one client with an old key must not
 * shut out its neighbours behind one address.
 *
 * It counts in this process alone: what costs the database nothing shall not begin to.
 *
 * @throws {Problem} 429
 */
export function guardKeys(
  find: KeyFinder,
  { limit = WRONG_TOKENS, now = () => performance.now() } = {},
): GuardedFinder {
  const misses = new Map<string, Misses>();
  const good = new Set<string>();
  const seen = new WeakSet<Caller>();

  const note = (network: string) => {
    const known = misses.get(network);
    if (known && known.until > now()) return void known.count++;
    misses.delete(network);
    misses.set(network, { count: 1, until: now() + limit.windowMs });
    forgetOldest(misses);
  };

  return async (token, address) => {
    const network = networkOf(address);
    const missed = misses.get(network);
    const isOver = missed !== undefined && missed.count >= limit.amount && missed.until > now();
    if (isOver && !good.has(printOf(token))) {
      throw quotaExceeded(limit, { isGranted: false, left: 0, resetMs: missed.until - now() });
    }
    const caller = await find(token);
    if (caller === null) note(network);
    else if (!seen.has(caller)) {
      seen.add(caller); // the same one for five seconds: no second hash of its token meanwhile
      good.add(printOf(token));
      forgetOldest(good);
    }
    return caller;
  };
}

const printOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

function forgetOldest(kept: Map<string, unknown> | Set<string>): void {
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}
