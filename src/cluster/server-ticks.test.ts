import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { ProcessStat } from './process-mark.ts';
import { serverTicks } from './server-ticks.ts';

const test = suite('serverTicks');
const USUAL = { program: 'postgres', isZombie: false, startTime: '1', childTicks: 0 };

/** A table of processes: postmaster 1, its children 2 and 3, and 4 that is somebody else's. */
function table(): Map<number, ProcessStat> {
  return new Map([
    [1, { ...USUAL, parent: 0, ticks: 5, childTicks: 100 }],
    [2, { ...USUAL, parent: 1, ticks: 20 }],
    [3, { ...USUAL, parent: 1, ticks: 30, isZombie: true }],
    [4, { ...USUAL, parent: 9, ticks: 1000 }],
  ]);
}

test('adds the postmaster, its living children, zombies, and the children it waited for', () => {
  const stats = table();
  const look = (pid: number) => stats.get(pid) ?? null;
  assert.is(
    serverTicks(1, look, () => [...stats.keys()]),
    155,
  );
});

test('counts a child once that is waited for between two looks', () => {
  const stats = table();
  let looks = 0;
  const look = (pid: number) => {
    if (pid === 2 && (looks += 1) === 1) {
      stats.set(1, { ...USUAL, parent: 0, ticks: 5, childTicks: 120 });
      const ended = stats.get(2) ?? null;
      stats.delete(2);
      return ended;
    }
    return stats.get(pid) ?? null;
  };
  assert.is(
    serverTicks(1, look, () => [...stats.keys()]),
    155,
  );
});

test('refuses a server that is gone', () => {
  assert.throws(
    () =>
      serverTicks(
        1,
        () => null,
        () => [],
      ),
    /server 1 can't be read/,
  );
});

test('sees what real children have worked, the ended one too', async () => {
  const work = 'let n = 0; const end = Date.now() + 300; while (Date.now() < end) n += 1;';
  const before = serverTicks(process.pid);
  const child = spawn(process.execPath, ['-e', work]);
  await once(child, 'exit');
  assert.ok(serverTicks(process.pid) > before);
});

test.run();
