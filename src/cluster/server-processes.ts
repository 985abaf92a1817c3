import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

import type { ClusterPlace } from './cluster-place.ts';
import { readProcessStat } from './process-mark.ts';

/** A living process of the server: the postmaster, or one of its children. */
export interface ServerProcess {
  readonly pid: number;
  readonly isPostmaster: boolean;
}

type Place = Pick<ClusterPlace, 'dataFolder' | 'name'>;

/**
 * The processes that work in a data folder, found by what they are and never by the pid file: its
 * pid may belong to somebody else by now. Zombies don't count: they hold nothing.
 */
export function serverProcesses(place: Place): readonly ServerProcess[] {
  return existsSync('/proc/self/cwd') ? processesByFolder(place) : processesByTitle(place);
}

/** Linux: every process of a server has its data folder as working directory. */
function processesByFolder({ dataFolder }: Place): readonly ServerProcess[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && folderOf(entry) === dataFolder)
    .map(Number)
    .filter((pid) => readProcessStat(pid)?.program === 'postgres')
    .map((pid) => ({ pid, isPostmaster: !titleOf(pid).startsWith('postgres: ') }));
}

/** Elsewhere: the postmaster by its argument, its children by the cluster's name in their title. */
export function processesByTitle({ dataFolder, name }: Place): readonly ServerProcess[] {
  const text = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return text.split('\n').flatMap((line) => {
    const [, pid, state = '', title = ''] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isPostmaster = /^\S*\/postgres /.test(title) && title.includes(`-D ${dataFolder}`);
    const isChild = title.startsWith(`postgres: ${name}: `);
    if (state.startsWith('Z') || !(isPostmaster || isChild)) return [];
    return [{ pid: Number(pid), isPostmaster }];
  });
}

function folderOf(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // it ended, is a zombie, or belongs to another user
  }
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return 'postgres: '; // it ended, so it is not the postmaster that runs
  }
}
