// One set-up at a time in a clone. The lock file names its holder and the programs that he started:
// killed by force he leaves them behind, still writing where the next set-up begins anew.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { isAlive, isGroupAlive, markOf, pidOf, signalGroup } from './process-mark.mjs';

const POLL_MS = 200;
const GRACE_MS = 5_000;

/**
 * Waits for its turn, then holds the lock until `release()`.
 *
 * @param onWait is told once, with the holder's pid, when there is something to wait for.
 * @param mayWait is asked each time; null is returned when it says no.
 */
export async function takeLock(file, { onWait, mayWait = () => true, pollMs = POLL_MS }) {
  const held = { holder: markOf(process.pid), programs: [] };
  for (let told = false; !create(file, held); await sleep(pollMs)) {
    if (!mayWait()) return null;
    const other = read(file);
    if (other === null) continue; // released, or taken, just now
    if (isAlive(other.holder)) {
      if (!told) onWait(pidOf(other.holder));
      told = true;
      continue;
    }
    await endPrograms(other.programs);
    removeStale(file, other.holder);
  }
  return {
    /** A program was started: remembered until `forget`. */
    remember(pid) {
      const mark = markOf(pid);
      if (mark !== null) held.programs.push(mark);
      rewrite(file, held);
    },
    forget(pid) {
      held.programs = held.programs.filter((mark) => pidOf(mark) !== pid);
      rewrite(file, held);
    },
    release() {
      rmSync(file, { force: true });
    },
  };
}

function create(file, held) {
  try {
    writeFileSync(file, JSON.stringify(held), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** null when there is none, or one that is being written; one never finished has no holder. */
function read(file) {
  try {
    const { holder, programs } = JSON.parse(readFileSync(file, 'utf8'));
    return { holder: String(holder), programs: programs.map(String) };
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    return ageMs(file) < GRACE_MS ? null : NOBODY;
  }
}

const NOBODY = { holder: '0', programs: [] };

function rewrite(file, held) {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, JSON.stringify(held));
  renameSync(part, file);
}

/** Ends what a killed holder has left: asked first, killed after five seconds. */
async function endPrograms(marks) {
  const until = Date.now() + GRACE_MS;
  const left = () => marks.filter(isGroupAlive);
  for (const mark of left()) signalGroup(pidOf(mark), 'SIGTERM');
  while (left().length > 0 && Date.now() < until) await sleep(50);
  for (const mark of left()) signalGroup(pidOf(mark), 'SIGKILL');
}

/** Of all who found the holder dead, one removes his lock; a second never removes a new one. */
function removeStale(file, holder) {
  const turn = `${file}.turn`;
  try {
    mkdirSync(turn);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (ageMs(turn) > GRACE_MS) rmSync(turn, { recursive: true, force: true });
    return;
  }
  const now = read(file);
  if (now?.holder === holder) rmSync(file, { force: true });
  rmSync(turn, { recursive: true, force: true });
}

function ageMs(file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs;
}
