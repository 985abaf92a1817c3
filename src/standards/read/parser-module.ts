import { createRequire } from 'node:module';

import * as first from 'libpg-query';

/** The parser as WebAssembly, and a new one where a text broke it. */
type Parser = Pick<typeof first, 'hasSqlDetails' | 'loadModule' | 'parsePlPgSQLSync' | 'parseSync'>;

let parser: Parser = first;
let isBroken = false;

/** The texts at which a parser broke: none is asked again. */
const breaking = new Set<string>();

/** The parser that is in use. */
export const currentParser = (): Parser => parser;

/** Whether the parser broke: what was read since then is to be read again by a new one. */
export const isParserBroken = (): boolean => isBroken;

/** Why a text isn't given to the parser; null where it may be. */
export function refuses(text: string): string | null {
  if (breaking.has(text)) return 'Its parts are nested too deeply, or joined in too long a chain.';
  return isBroken ? 'The parser broke at a text before it.' : null;
}

/**
 * Takes note of a text at which the parser left its stack or its memory: it is in no state to go on
 * then, since nothing was unwound. After a dozen of these it refused whatever it was given.
 */
export function noteBreak(error: unknown, text: string): void {
  if (!(error instanceof RangeError) && !(error instanceof WebAssembly.RuntimeError)) return;
  breaking.add(text);
  isBroken = true;
}

/** Loads the parser anew, in 40 ms. */
export async function renewParser(): Promise<void> {
  const require = createRequire(import.meta.url);
  for (const path of Object.keys(require.cache)) {
    if (/[\\/]libpg-query[\\/]/.test(path)) delete require.cache[path];
  }
  const fresh = require('libpg-query') as Parser; // the same package, loaded again
  await fresh.loadModule();
  parser = fresh;
  isBroken = false;
}
