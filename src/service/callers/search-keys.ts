import { readArray, writeArray } from '../answer/pg-literal.ts';
import type { Lane } from '../lane/lane.ts';
import type { Caller } from '../request-context.ts';

/** Looks keys up in the database. */
export interface KeySearch {
  /** @param hash - SHA-256 of the secret. Null when there is no such key, or it is not valid. */
  readonly find: (keyId: string, hash: Buffer) => Promise<Caller | null>;
  /** How many wait for the next statement. */
  readonly waiting: number;
}

/** Milliseconds that a search may take. */
const PATIENCE_MS = 2_000;

/** Statements at once: a crowd of wrong keys leaves the operator's lane places for all else. */
const MOST_SEARCHES = 2;

/** Keys in a statement. */
const MOST_TOGETHER = 500;

interface Sought {
  readonly keyId: string;
  readonly hash: string;
  readonly resolve: (caller: Caller | null) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Looks up in one statement what came while others were under way: nothing waits for a timer, and
 * a thousand keys cost a few statements.
 */
export function openSearch(lane: Pick<Lane, 'ask'>): KeySearch {
  const waiting: Sought[] = [];
  let running = 0;

  const run = async () => {
    running++;
    while (waiting.length > 0) await findTogether(lane, waiting.splice(0, MOST_TOGETHER));
    running--;
  };
  return {
    get waiting() {
      return waiting.length;
    },
    find: (keyId, hash) =>
      new Promise((resolve, reject) => {
        waiting.push({ keyId, hash: `\\x${hash.toString('hex')}`, resolve, reject });
        if (running < MOST_SEARCHES) void run();
      }),
  };
}

/** Answers everybody; it never rejects. */
async function findTogether(lane: Pick<Lane, 'ask'>, sought: readonly Sought[]): Promise<void> {
  try {
    const { rows } = await lane.ask({
      name: 'find_keys',
      text: FIND_KEYS,
      values: [
        writeArray(sought.map(({ keyId }) => keyId)),
        writeArray(sought.map(({ hash }) => hash)),
      ],
      deadline: performance.now() + PATIENCE_MS,
      signal: new AbortController().signal,
      mayRepeat: true,
      writes: false,
    });
    const callers = new Map(rows.map(([place, ...row]) => [Number(place), callerOf(row)]));
    sought.forEach(({ resolve }, i) => resolve(callers.get(i + 1) ?? null));
  } catch (error) {
    for (const { reject } of sought) reject(error);
  }
}

function callerOf([actor, scopes]: readonly unknown[]): Caller | null {
  if (typeof actor !== 'string' || typeof scopes !== 'string') return null;
  return { actor, scopes: new Set(readArray(scopes).filter((one) => typeof one === 'string')) };
}

const FIND_KEYS = `
select sought.place, k.actor, k.scopes
from unnest($1::text[], $2::bytea[]) with ordinality as sought (key_id, hash, place)
cross join lateral procwright.find_key(sought.key_id, sought.hash) as k
order by sought.place
`;
