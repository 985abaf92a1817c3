import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { CommandFault, EXIT } from '../../exit-code.ts';

/** How git ended, and what it said, byte by byte. */
export interface GitEnd {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

/**
 * Runs git in a folder. Paths come as they are: no quotes, no pager, no locks for a mere look.
 *
 * @throws {CommandFault} Without git.
 */
export function runGit(folder: string, args: readonly string[], input = ''): GitEnd {
  const { error, status, stdout, stderr } = spawnSync(
    'git',
    ['-c', 'core.quotepath=off', '--no-optional-locks', ...args],
    { cwd: folder, input, maxBuffer: 1024 ** 3 },
  );
  if (error !== undefined) {
    throw new CommandFault(EXIT.usage, `git does not run: ${error.message}`, 'Install git.');
  }
  return { status, stdout, stderr };
}

/** Where the working tree around a folder begins; null outside of one. It needs no git. */
export function workingTree(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return null;
  }
}
