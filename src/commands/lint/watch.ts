import { existsSync, statSync, watch as watchFolder } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { CommandFault, EXIT, type ExitCode } from '../../exit-code.ts';
import { counted } from '../../output/findings/told.ts';
import { filesOf, type Given } from '../../standards/given/given.ts';
import { isSqlName, readGiven } from '../../standards/given/read-given.ts';

/** So long a burst of changes may take: an editor writes a file in several steps. */
const QUIET_MS = 50;

/** What is done with files. */
export interface Watching {
  /** Judged before anything changes. */
  readonly first: Given;
  readonly run: (given: Given) => Promise<ExitCode>;
  readonly signal: AbortSignal;
}

/**
 * Judges files, and then again each file that changes below the paths, until the signal ends it:
 * that is how it's meant to end, so it ends well. A file that is gone needs no judgement.
 */
export async function watch(
  paths: readonly string[],
  { first, run, signal }: Watching,
): Promise<ExitCode> {
  const changes = collectChanges(paths, signal); // what changes during the first run counts too
  const judge = async (given: Given) => {
    process.stderr.write(`Judging ${counted(filesOf(given).length, 'file')}.\n`); // editors read it
    await run(given).catch((error: unknown) => {
      if (!(error instanceof CommandFault)) throw error;
      if (!signal.aborted) process.stderr.write(`${error.message}\n${error.fix}\n`);
    });
    if (!signal.aborted) process.stderr.write('Waiting for changes; Ctrl-C ends it.\n');
  };
  await judge(first);
  while (!signal.aborted) {
    const files = (await changes()).filter((file) => existsSync(file));
    if (files.length > 0) await judge(readGiven(files));
  }
  return EXIT.fine;
}

/** Gives the files of SQL that changed since it was last asked, as soon as there is one. */
function collectChanges(
  paths: readonly string[],
  signal: AbortSignal,
): () => Promise<readonly string[]> {
  const changed = new Set<string>();
  let wake = () => undefined as void;
  for (const path of paths) {
    const isFolder = statSync(path).isDirectory();
    const folder = isFolder ? path : dirname(path);
    const watcher = watchFolder(folder, { recursive: isFolder, signal }, (_, name) => {
      const file = relative(process.cwd(), join(resolve(folder), name ?? ''));
      if (name === null || !isSqlName(file)) return;
      if (!isFolder && resolve(file) !== resolve(path)) return;
      changed.add(file);
      wake();
    });
    watcher.on('error', (error: Error) => {
      process.stderr.write(`${path}: ${error.message}\n`);
    });
  }
  signal.addEventListener('abort', () => wake());
  return async () => {
    if (changed.size === 0 && !signal.aborted)
      await new Promise<void>((resolveNow) => (wake = resolveNow));
    if (!signal.aborted) await new Promise((resolveNow) => setTimeout(resolveNow, QUIET_MS));
    const files = [...changed].sort();
    changed.clear();
    return files;
  };
}
