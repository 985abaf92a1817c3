import { existsSync, readFileSync } from 'node:fs';
import type { LoadHook, ResolveHook } from 'node:module';

/** Where set-up's build lies, this file with it, and what it was made of. */
const COMPILED = new URL('../', import.meta.url);
const SOURCES = new URL('../../src/', import.meta.url).href;

/** Finds a source though its compiled text calls it by its other ending. */
export const resolve: ResolveHook = (specifier, context, next) =>
  next(isOurs(context.parentURL) ? specifier.replace(/^(\..*)\.js$/, '$1.ts') : specifier, context);

/** Gives the compiled text of a source for the source. */
export const load: LoadHook = (url, context, next) => {
  if (!isOurs(url)) return next(url, context);
  const file = new URL(url.slice(SOURCES.length).replace(/\.ts$/, '.js'), COMPILED);
  if (!existsSync(file)) throw new Error(`${url} is newer than the last set-up: run it again.`);
  const text = readFileSync(file, 'utf8');
  // of a whole URL Node 20 reads no map, of a path it does
  const source = text.replace(/^(\/\/# sourceMappingURL=).*$/m, `$1${file.pathname}.map`);
  return { format: 'module', source, shortCircuit: true };
};

/** Only sources: what a source imports of other folders is JavaScript by itself. */
function isOurs(url: string | undefined): boolean {
  return url !== undefined && url.startsWith(SOURCES) && url.endsWith('.ts');
}
