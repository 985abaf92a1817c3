// What tells one process from every other, one that got the same pid later included.

import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The pid and, on Linux, the process's start; null when there is none, or only its zombie. */
export function markOf(pid) {
  if (!HAS_PROC) return answers(pid) ? String(pid) : null;
  const stat = readStat(pid);
  return stat === null ? null : `${pid} ${stat.start}`;
}

const HAS_PROC = existsSync('/proc/self/stat');

/** See proc(5); null when there is no such process, or only its zombie. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' '); // a name may hold brackets
    const isZombie = fields[0] === 'Z' || fields[0] === 'X';
    return isZombie ? null : { group: Number(fields[2]), start: fields[19] };
  } catch {
    return null; // it ended
  }
}

/** True while the process that `mark` was taken of runs. */
export function isAlive(mark) {
  const pid = pidOf(mark);
  return pid > 0 && markOf(pid) === mark;
}

/** True while a process of the group that `mark` led is there; the leader may have ended before. */
export function isGroupAlive(mark) {
  const pid = pidOf(mark);
  const leader = pid > 0 ? markOf(pid) : null;
  return pid > 0 && (leader === null || leader === mark) && hasMembers(pid);
}

/** Zombies, which some containers keep for ever, are no members. */
function hasMembers(group) {
  if (!HAS_PROC) return signalGroup(group, 0);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => readStat(pid)?.group === group);
}

/** Sends a signal to all of a group; false when there is nobody to send it to. */
export function signalGroup(pid, name) {
  try {
    return process.kill(-pid, name);
  } catch {
    return false; // the last one ended meanwhile, or none is ours
  }
}

/** The pid in a mark; 0 when it holds none. */
export function pidOf(mark) {
  const pid = Number.parseInt(mark, 10);
  return Number.isInteger(pid) && pid > 0 ? pid : 0;
}

function answers(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
