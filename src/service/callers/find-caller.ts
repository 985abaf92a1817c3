import type { Logger } from '../../logger.ts';
import { problem } from '../answer/problem.ts';
import { isKey, type KeyFinder, openKeys } from './keys.ts';
import type { Lane } from '../lane/lane.ts';
import { guardKeys } from '../rate/guard-keys.ts';
import type { Caller } from '../request-context.ts';
import { openTokens } from '../tokens/find-token.ts';
import { KeySetAway } from '../tokens/key-set.ts';
import type { TokenOptions } from '../tokens/token-options.ts';

/** What callers are found with. */
export interface CallerNeeds {
  /** The lane that looks up API keys. */
  readonly lane: Lane;
  /** Null when API keys are the only way in. */
  readonly tokens: TokenOptions | null;
  readonly log: Logger;
}

/** Who asks, for a client at an address. */
export type CallerFinder = (token: string, address: string | undefined) => Promise<Caller | null>;

/**
 * Finds who asks: by an API key, told by its prefix, or by a signed token where it is taken. Keys
 * are guarded, as looking for one costs a part of a statement; what is no key asks the database
 * nothing, and the signature of a token is judged for less than its answer costs.
 */
export function openCallers({ lane, tokens, log }: CallerNeeds): CallerFinder {
  const findKey = guardKeys(openKeys(lane));
  const findOther = tokens === null ? () => Promise.resolve(null) : tokenFinder(tokens, log);
  return async (word, address) => (isKey(word) ? findKey(word, address) : findOther(word));
}

function tokenFinder(tokens: TokenOptions, log: Logger): KeyFinder {
  const findToken = openTokens(tokens, {
    onRefused: (reason) => log.info('token refused', { reason }),
    onFault: (fault) => log.error('the public keys of the issuer', { fault }),
  });
  return async (word) => {
    if (word.startsWith('pw_')) return null;
    try {
      return await findToken(word);
    } catch (error) {
      if (error instanceof KeySetAway) throw problem('keys-away', { cause: error });
      throw error;
    }
  };
}
