import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFault, EXIT } from '../exit-code.ts';

/** What a suite says of its files, all relative to the project. */
export interface LongFiles {
  readonly folders: readonly string[];
  /** Files below the folders that take long, longest first: they begin first. */
  readonly long?: readonly string[] | undefined;
}

/**
 * The long files of a suite, in their order.
 *
 * @throws {CommandFault} When one isn't there: a name that nothing bears would slow the suite down
 * again without a word.
 */
export function longFiles(root: string, { folders, long = [] }: LongFiles): readonly string[] {
  for (const file of long) {
    const isBelow = folders.some((folder) => file.startsWith(`${folder}/`));
    if (isBelow && existsSync(join(root, file))) continue;
    throw new CommandFault(
      EXIT.usage,
      `procwright.json calls ${file} long: there is no such file in ${folders.join(', ')}.`,
      'Mend "long" under "suites".',
    );
  }
  return [...new Set(long)];
}
