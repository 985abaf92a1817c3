import { createHash } from 'node:crypto';

import type { Rate } from '../../catalog/contract.ts';
import type { Keys } from '../callers/keys.ts';
import type { Caller } from '../request-context.ts';
import { networkOf } from './network-of.ts';
import { quotaExceeded } from './rate-answer.ts';

/** Finds out who a key belongs to, for a client at an address. */
export type GuardedFinder = (key: string, address: string | undefined) => Promise<Caller | null>;

/** How many different wrong keys a network may send before it waits behind others. */
const WRONG_KEYS: Rate = { policy: 'wrong_keys', amount: 300, windowMs: 60_000 };

/** How many keys may wait to be looked up before such a network's are turned away. */
const MOST_WAITING = 100;

/** How many networks are remembered, each with its wrong keys; past these the oldest goes. */
const MOST_NETWORKS = 1_000;

/** How many good keys are remembered; past these the oldest goes. */
const MOST_GOOD = 10_000;

interface Misses {
  /** Prints of the wrong keys: one that comes again counts once. */
  readonly keys: Set<string>;
  readonly until: number;
}

/**
 * Keeps a network that sends many wrong keys from crowding out others. Its keys are looked up as
 * long as few wait for that; then only those that were good before. So one client with a dead key
 * never harms those who share its address, however often he asks, and one who tries keys harms them
 * only while the service can't look up as fast as he asks.
 *
 * It counts in this process alone: what costs the database next to nothing shall not begin to.
 *
 * @throws {Problem} 429
 */
export function guardKeys(
  keys: Keys,
  { limit = WRONG_KEYS, mostWaiting = MOST_WAITING, now = () => performance.now() } = {},
): GuardedFinder {
  const misses = new Map<string, Misses>();
  const good = new Set<string>();
  const seen = new WeakSet<Caller>();

  const note = (network: string, key: string) => {
    const known = misses.get(network);
    if (known && known.until > now()) {
      if (known.keys.size < limit.amount) known.keys.add(printOf(key));
      return;
    }
    misses.delete(network);
    misses.set(network, { keys: new Set([printOf(key)]), until: now() + limit.windowMs });
    forgetOldest(misses, MOST_NETWORKS);
  };

  return async (key, address) => {
    const network = networkOf(address);
    const missed = misses.get(network);
    const isOver = missed !== undefined && missed.keys.size >= limit.amount;
    const isLate = isOver && missed.until > now() && keys.waiting >= mostWaiting;
    if (isLate && !good.has(printOf(key))) {
      throw quotaExceeded(limit, { isGranted: false, left: 0, resetMs: missed.until - now() });
    }
    const caller = await keys.find(key);
    if (caller === null) note(network, key);
    else if (!seen.has(caller)) {
      seen.add(caller); // the same one for five seconds: no second hash of its key meanwhile
      good.add(printOf(key));
      forgetOldest(good, MOST_GOOD);
    }
    return caller;
  };
}

const printOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

function forgetOldest(kept: Map<string, unknown> | Set<string>, most: number): void {
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
}
