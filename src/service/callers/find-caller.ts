import type { Logger } from '../../logger.ts';
import { problem } from '../answer/problem.ts';
import { type KeyFinder, openKeys } from './keys.ts';
import type { Lane } from '../lane/lane.ts';
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

/** Finds who asks: by an API key, told by its prefix, or by a signed token where it is taken. */
export function openCallers({ lane, tokens, log }: CallerNeeds): KeyFinder {
  const findKey = openKeys(lane);
  if (tokens === null) return findKey;
  const findToken = openTokens(tokens, {
    onRefused: (reason) => log.info('token refused', { reason }),
    onFault: (fault) => log.error('the public keys of the issuer', { fault }),
  });
  return async (word) => {
    if (word.startsWith('pw_')) return findKey(word);
    try {
      return await findToken(word);
    } catch (error) {
      if (error instanceof KeySetAway) throw problem('keys-away', { cause: error });
      throw error;
    }
  };
}
