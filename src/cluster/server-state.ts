import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ClusterPlace } from './cluster-place.ts';
import { type ServerProcess, serverProcesses } from './server-processes.ts';

/** What is there of a server. */
export interface ServerState {
  /** `broken`: processes without the postmaster that the pid file names. */
  readonly kind: 'down' | 'starting' | 'ready' | 'stopping' | 'broken';
  /** The postmaster; null when there is none. */
  readonly pid: number | null;
  readonly processes: readonly ServerProcess[];
}

/**
 * Looks at a server's processes and its pid file. `pg_ctl status` would believe the pid file alone,
 * even where another process has that pid by now.
 */
export function serverState(place: Pick<ClusterPlace, 'dataFolder' | 'name'>): ServerState {
  const processes = serverProcesses(place);
  const pid = processes.find(({ isPostmaster }) => isPostmaster)?.pid ?? null;
  const lines = readPidFile(place.dataFolder);
  if (processes.length === 0) return { kind: 'down', pid, processes };
  if (pid === null || Number(lines[0]) !== pid) return { kind: 'broken', pid, processes };
  // line 8, LOCK_FILE_LINE_PM_STATUS in PostgreSQL's miscadmin.h
  const status = lines[7]?.trim() ?? 'starting';
  const kind = status === 'ready' || status === 'standby' ? 'ready' : status;
  return { kind: kind === 'ready' || kind === 'stopping' ? kind : 'starting', pid, processes };
}

function readPidFile(dataFolder: string): readonly string[] {
  try {
    return readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return []; // no server, or it ends at this moment
  }
}
