import { fail, type Result } from '../../result.ts';
import { keySet } from '../../settings/setting-forms.ts';
import type { KeySetDocument } from './token-options.ts';

/** Milliseconds that the answer may take. */
const PATIENCE_MS = 5_000;

/**
 * Fetches public keys. A redirect is none: whoever can redirect could name the keys.
 *
 * @returns A fault that says why not, without what was answered.
 */
export async function fetchKeySet(url: string): Promise<Result<KeySetDocument, string>> {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      headers: { Accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status !== 200) return fail([`${url} answered ${response.status}.`]);
    const found = keySet(await response.text());
    return found.ok ? found : fail(found.faults.map((fault) => `${url} ${fault}`));
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown';
    return fail([`${url} can't be fetched (${why}).`]);
  }
}
