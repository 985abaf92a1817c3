import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFault, EXIT } from '../exit-code.ts';
import { nearest } from '../nearest.ts';

/** The folder of manifests and scripts, from the root. */
export const BENCH_FOLDER = join('sql', 'bench');

/**
 * The manifest of a bench.
 *
 * @throws {CommandFault} When there is none of that name.
 */
export function findBench(root: string, name: string): string {
  const folder = join(root, BENCH_FOLDER);
  const names = !existsSync(folder)
    ? []
    : readdirSync(folder)
        .flatMap((file) => /^([a-z0-9_]+)\.json$/.exec(file)?.[1] ?? [])
        .sort();
  if (names.includes(name)) return join(folder, `${name}.json`);
  const missing = join(BENCH_FOLDER, `${name}.json`);
  const fix = names.length > 0 ? nearest(name, names) : `Write ${missing}.`;
  throw new CommandFault(EXIT.usage, `There is no bench ${name} in ${folder}.`, fix);
}

/** The kind of a bench, by what only the manifests of one kind hold. */
export function kindOf(text: string): 'http' | 'pgbench' | 'psql' {
  if (text.includes('"places"')) return 'http';
  return text.includes('"contenders"') ? 'pgbench' : 'psql';
}
