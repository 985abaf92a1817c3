import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { CommandFault, EXIT } from '../exit-code.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { serverProcesses } from './server-processes.ts';

const LOOK_MS = 25;
const GENTLE_MS = 3_000;
const FORCE_MS = 10_000;

/**
 * Clears what a dead server left behind, so that the next one starts: first its processes, then its
 * files. A statement that runs survives its postmaster, may still commit, and blocks every start;
 * a pid file or a socket's lock may name a zombie or somebody else's process.
 *
 * To be called only when no postmaster runs that its pid file names, and under the cluster's lock.
 *
 * @returns What was mended, a sentence each.
 */
export async function healServer(place: ClusterPlace): Promise<readonly string[]> {
  const mended: string[] = [];
  const left = serverProcesses(place).length;
  if (left > 0) {
    await endProcesses(place);
    mended.push(`ended ${left} process(es) that had outlived their server`);
  }
  const pidFile = join(place.dataFolder, 'postmaster.pid');
  if (existsSync(pidFile)) {
    rmSync(pidFile);
    mended.push('removed the pid file of a server that is gone');
  }
  if (existsSync(place.socketFolder)) {
    for (const name of readdirSync(place.socketFolder)) {
      if (name.startsWith('.s.PGSQL.')) rmSync(join(place.socketFolder, name), { force: true });
    }
  }
  return mended;
}

/**
 * Ends every process in a data folder: by request, and by force after three seconds.
 *
 * @throws {CommandFault} When one doesn't end.
 */
export async function endProcesses(place: Pick<ClusterPlace, 'dataFolder' | 'name'>) {
  if (await endBy(place, 'SIGTERM', GENTLE_MS)) return;
  if (await endBy(place, 'SIGKILL', FORCE_MS)) return;
  const pids = serverProcesses(place).map(({ pid }) => pid);
  throw new CommandFault(
    EXIT.noDatabase,
    `Processes ${pids.join(', ')} of the database in ${place.dataFolder} do not end.`,
    `Look at them: ps -o pid,stat,wchan,args -p ${pids.join(',')}`,
  );
}

async function endBy(
  place: Pick<ClusterPlace, 'dataFolder' | 'name'>,
  signal: NodeJS.Signals,
  forMs: number,
): Promise<boolean> {
  for (let waited = 0; waited <= forMs; waited += LOOK_MS) {
    const processes = serverProcesses(place);
    if (processes.length === 0) return true;
    if (waited === 0) processes.forEach(({ pid }) => sendSignal(pid, signal));
    await delay(LOOK_MS);
  }
  return false;
}

/** Sends a signal; that the process has ended meanwhile is fine. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
