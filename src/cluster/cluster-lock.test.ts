import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { withLock } from './cluster-lock.ts';
import { isAlive, processMark } from './process-mark.ts';

const test = suite('withLock');
const folder = mkdtempSync(join(tmpdir(), 'procwright-lock-'));
const file = join(folder, 'lock');

test.after(() => rmSync(folder, { recursive: true }));

test('lets one in at a time, and leaves nothing', async () => {
  let inside = 0;
  const most = await Promise.all(
    [1, 2, 3].map(() =>
      withLock(file, async () => {
        inside += 1;
        await new Promise(setImmediate);
        return inside--;
      }),
    ),
  );
  assert.equal(most, [1, 1, 1]);
  assert.equal(readdirSync(folder), []);
});

test('lets the next one in when the body fails', async () => {
  const failing = withLock(file, () => Promise.reject(new Error('no')));
  assert.is(await failing.catch(({ message }) => message), 'no');
  assert.is(await withLock(file, async () => 'in'), 'in');
});

test('takes the lock of a process that was killed, and of another with its pid', async () => {
  const holder = spawn('sleep', ['600'], { stdio: 'ignore' });
  await once(holder, 'spawn');
  const mark = processMark(holder.pid ?? 0) ?? '';
  assert.is(isAlive(mark), true);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  for (const dead of [mark, `${process.pid} 1`, '']) {
    writeFileSync(file, dead);
    const all = [1, 2, 3].map((n) => withLock(file, async () => n));
    assert.equal(await Promise.all(all), [1, 2, 3]);
  }
});

test.run();
