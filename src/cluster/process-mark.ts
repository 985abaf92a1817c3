import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * What tells one process from every other, one with the same pid included: its pid and its start.
 *
 * @returns null when there is no such process, or only its zombie.
 */
export function processMark(pid: number): string | null {
  if (existsSync('/proc/self/stat')) {
    const stat = readProcessStat(pid);
    return stat === null || stat.isZombie ? null : `${pid} ${stat.startTime}`;
  }
  return markByPs(pid);
}

/** True while the process that `mark` was taken of is still there. */
export function isAlive(mark: string): boolean {
  const pid = Number.parseInt(mark, 10);
  return pid > 0 && processMark(pid) === mark.trim();
}

/** What Linux tells of a process: see proc(5), `/proc/[pid]/stat`. */
export interface ProcessStat {
  /** The name of the program, at most 15 bytes. */
  readonly program: string;
  readonly isZombie: boolean;
  /** The pid of the process that started it, or that took it over. */
  readonly parent: number;
  /** In ticks since the machine's start. */
  readonly startTime: string;
  /** Ticks it has worked, in its own code and in the kernel's. */
  readonly ticks: number;
  /** The same of its children that have ended and were waited for. */
  readonly childTicks: number;
}

/** Reads `/proc/PID/stat`; null when there is no such process. */
export function readProcessStat(pid: number): ProcessStat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // it ended, which is an answer
  }
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')'); // the name may hold brackets and blanks
  const [state = '', ...fields] = text.slice(close + 2).split(' ');
  return {
    program: text.slice(open + 1, close),
    isZombie: state === 'Z' || state === 'X',
    parent: Number(fields[0]),
    startTime: fields[18] ?? '',
    ticks: Number(fields[10]) + Number(fields[11]),
    childTicks: Number(fields[12]) + Number(fields[13]),
  };
}

function markByPs(pid: number): string | null {
  try {
    const text = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [state = 'Z', ...start] = text.trim().split(/\s+/);
    return state.startsWith('Z') ? null : `${pid} ${start.join(' ')}`;
  } catch {
    return null; // ps ends with 1 when there is no such process
  }
}
