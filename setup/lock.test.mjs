import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { takeLock } from './lock.mjs';
import { isAlive, isGroupAlive, markOf } from './process-mark.mjs';

const test = suite('takeLock');
const options = { pollMs: 5, onWait: () => assert.unreachable('nobody holds it') };

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'procwright-lock-'));
  context.file = join(context.folder, 'lock');
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** The mark of a process that has ended. */
function deadMark() {
  return `${spawnSync(process.execPath, ['--version']).pid} 1`;
}

test('waits until the holder releases it, and tells whom it waits for', async ({ file }) => {
  const events = [];
  const first = await takeLock(file, options);
  const second = takeLock(file, {
    pollMs: 5,
    onWait: (pid) => {
      events.push(`waits for ${pid === process.pid ? 'us' : pid}`);
      setImmediate(() => {
        events.push('released');
        first.release();
      });
    },
  });
  (await second).release();
  assert.equal(events, ['waits for us', 'released']);
  assert.not(existsSync(file));
});

test('never lets two in', async ({ file }) => {
  let inside = 0;
  const enter = async () => {
    const lock = await takeLock(file, { pollMs: 1, onWait() {} });
    inside += 1;
    assert.is(inside, 1);
    await new Promise(setImmediate);
    inside -= 1;
    lock.release();
  };
  writeFileSync(file, JSON.stringify({ holder: deadMark(), programs: [] }));
  await Promise.all(Array.from({ length: 8 }, enter));
});

test('takes over from a dead holder', async ({ file }) => {
  writeFileSync(file, JSON.stringify({ holder: deadMark(), programs: [] }));
  await takeLock(file, options);
  assert.is(JSON.parse(readFileSync(file, 'utf8')).holder, markOf(process.pid));
});

test('takes over from a pid that is another process by now', async ({ file }) => {
  if (!existsSync('/proc/self/stat')) return; // elsewhere a pid is all that is known
  writeFileSync(file, JSON.stringify({ holder: `${process.pid} 1`, programs: [] }));
  await takeLock(file, options);
});

test('takes over a lock that was never finished, when it is old', async ({ file }) => {
  writeFileSync(file, '');
  utimesSync(file, 1, 1);
  await takeLock(file, options);
});

test('ends what a killed holder left running, and nothing else', async ({ file }) => {
  const start = () => spawn('sh', ['-c', 'sleep 60 & wait'], { detached: true, stdio: 'ignore' });
  const [left, other] = [start(), start()];
  const marks = [left, other].map(({ pid }) => markOf(pid));
  const stranger = `${other.pid} 1`; // the same pid, and a start that isn't its own
  writeFileSync(file, JSON.stringify({ holder: deadMark(), programs: [marks[0], stranger] }));
  await takeLock(file, options);
  assert.not(isGroupAlive(marks[0]));
  assert.ok(isAlive(marks[1]));
  process.kill(-other.pid, 'SIGKILL');
});

test('remembers its programs while they run', async ({ file }) => {
  const lock = await takeLock(file, options);
  lock.remember(process.pid);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).programs, [markOf(process.pid)]);
  lock.forget(process.pid);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).programs, []);
});

test('gives up when it may wait no longer', async ({ file }) => {
  await takeLock(file, options);
  assert.is(await takeLock(file, { ...options, mayWait: () => false }), null);
});

test.run();
