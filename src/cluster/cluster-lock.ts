import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

import { CommandFault, EXIT } from '../exit-code.ts';
import { isAlive, processMark } from './process-mark.ts';

const WAIT_MS = 330_000; // longer than the longest start: see `launch.ts`
const LOOK_MS = 50;

/**
 * Runs `body` while no other process holds the lock; waits for one that does.
 *
 * The lock is a file with its holder's mark. It appears whole (a link to a file that is written
 * already), so one that a killed process left behind is always told from a living one.
 *
 * @throws {CommandFault} When another process holds it for over five minutes.
 */
export async function withLock<Value>(file: string, body: () => Promise<Value>): Promise<Value> {
  const own = `${file}.${randomUUID()}`;
  writeFileSync(own, processMark(process.pid) ?? String(process.pid));
  try {
    for (let waited = 0; !take(file, own); waited += LOOK_MS) {
      if (waited > WAIT_MS) throw heldTooLong(file);
      await delay(LOOK_MS);
    }
  } finally {
    rmSync(own, { force: true });
  }
  try {
    return await body();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string, own: string): boolean {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const holder = readHolder(file);
  if (holder !== null && !isAlive(holder)) takeAway(file, holder);
  return false;
}

/** Two may see the same dead holder: who took away a living one's lock puts it back. */
function takeAway(file: string, holder: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
    if (readHolder(aside) !== holder) linkSync(aside, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error; // another was faster
  } finally {
    rmSync(aside, { force: true });
  }
}

function readHolder(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null; // released in between
  }
}

function heldTooLong(file: string): CommandFault {
  const pid = Number.parseInt(readHolder(file) ?? '', 10);
  return new CommandFault(
    EXIT.noDatabase,
    `Process ${pid} has worked on the cluster of this project for over five minutes (${file}).`,
    `Wait for it, or end it: kill ${pid}`,
  );
}
