import { resolve } from 'node:path';

import type { Config } from '../../../config.ts';
import { CommandFault, EXIT } from '../../../exit-code.ts';
import { runGit } from '../../given/git.ts';
import { type Fixed, fixFiles } from './fix-files.ts';

/**
 * Mends files of which all is staged, and stages them again. A file with changes that are not
 * staged would take these into the commit too: then nothing at all is mended.
 *
 * @param folder Any folder of the working tree; the paths are relative to it.
 * @throws {CommandFault} When a file is staged in part, or git refuses.
 */
export async function fixStaged(
  config: Config,
  folder: string,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Fixed[]> {
  if (paths.length === 0) return [];
  const halves = run(folder, ['diff', '--name-only', '-z', '--', ...paths]);
  const names = halves.split('\0').filter((name) => name !== '');
  if (names.length > 0) {
    const message = `These files have changes that are not staged: ${names.join(', ')}`;
    throw new CommandFault(EXIT.usage, message, 'Stage all of them (git add), or put them aside.');
  }
  const places = paths.map((path) => resolve(folder, path));
  const fixed = (await fixFiles(config, places, signal)).map((one, index) => ({
    ...one,
    path: paths[index] ?? one.path,
  }));
  const mended = fixed.filter(({ outcome }) => outcome === 'mended').map(({ path }) => path);
  if (mended.length > 0) run(folder, ['add', '--', ...mended]);
  return fixed;
}

function run(folder: string, args: readonly string[]): string {
  const { status, stdout, stderr } = runGit(folder, args);
  if (status === 0) return stdout.toString();
  throw new CommandFault(EXIT.usage, `git: ${stderr.toString().trim()}`, 'Mend it, and run again.');
}
