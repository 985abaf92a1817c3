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
  const found = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && folderOf(entry) === dataFolder)
    .map(Number)
    .flatMap((pid) => {
      const stat = readProcessStat(pid);
      if (stat?.program !== 'postgres') return [];
      return [{ pid, parent: stat.parent, isUntitled: !titleOf(pid).startsWith('postgres: ') }];
    });
  return withPostmaster(found);
}

/** Elsewhere: the postmaster by its argument, its children by the cluster's name in their title. */
export function processesByTitle({ dataFolder, name }: Place): readonly ServerProcess[] {
  const text = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,stat=,args='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const found = text.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', title = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    const isUntitled = /^\S*\/postgres /.test(title) && title.includes(`-D ${dataFolder}`);
    const isChild = title.startsWith(`postgres: ${name}: `);
    if (state.startsWith('Z') || !(isUntitled || isChild)) return [];
    return [{ pid: Number(pid), parent: Number(parent), isUntitled }];
  });
  return withPostmaster(found);
}

interface Found {
  readonly pid: number;
  readonly parent: number;
  /** True when its title is the command line that started the server. */
  readonly isUntitled: boolean;
}

/** A child just forked still has its parent's title; only the postmaster has no parent here. */
function withPostmaster(found: readonly Found[]): readonly ServerProcess[] {
  const pids = new Set(found.map(({ pid }) => pid));
  return found.map(({ pid, parent, isUntitled }) => ({
    pid,
    isPostmaster: isUntitled && !pids.has(parent),
  }));
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
