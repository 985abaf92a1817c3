import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

import { rotating } from '../../settings/rotating.ts';
import type { KeySetDocument, KeySetSource } from './token-options.ts';

/** Thrown when no public keys are known: whether a token is valid can't be said. */
export class KeySetAway extends Error {
  constructor() {
    super('The public keys of the issuer are not known yet.');
    this.name = 'KeySetAway';
  }
}

/** Milliseconds between two looks for a key that is unknown: made-up names cause no more. */
const LOOK_AGAIN_MS = 5_000;

/**
 * Finds the public key of a token. A key that isn't known yet is looked for once more: an issuer
 * signs with a new key at once.
 *
 * @param onFault - Called when the keys can't be had or read; the last good ones hold.
 */
export function openKeySet(
  source: KeySetSource,
  onFault: (fault: string) => void,
  now: () => number = () => performance.now(),
): JWTVerifyGetKey {
  const told = rotating({ ...source, onFault, now });
  const sets = new WeakMap<KeySetDocument, JWTVerifyGetKey>();
  let lookedAt = -Infinity;

  const lookAgain = async () => {
    if (now() - lookedAt < LOOK_AGAIN_MS) return;
    lookedAt = now();
    await told.refresh();
  };
  const setOf = (document: KeySetDocument): JWTVerifyGetKey => {
    const known = sets.get(document);
    if (known) return known;
    const made = createLocalJWKSet(document as unknown as JSONWebKeySet); // jose judges each key
    sets.set(document, made);
    return made;
  };

  return async (header, token) => {
    if (told.current === null) await lookAgain();
    const document = told.current;
    if (document === null) throw new KeySetAway();
    try {
      return await setOf(document)(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await lookAgain();
      return setOf(told.current ?? document)(header, token);
    }
  };
}
