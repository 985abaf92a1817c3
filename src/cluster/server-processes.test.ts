import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { processesByTitle, serverProcesses } from './server-processes.ts';

const test = suite('serverProcesses');

test('takes a child that bears the title of its parent still for no postmaster', async () => {
  const dataFolder = realpathSync(mkdtempSync(join(tmpdir(), 'processes-')));
  const program = join(dataFolder, 'postgres');
  symlinkSync('/bin/sh', program);
  // the brackets make a second process of the same title, as a fork does before it is named
  const parent = spawn(program, ['-c', '(read line); read line', '-D', dataFolder], {
    cwd: dataFolder,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const place = { dataFolder, name: 'none' };
  try {
    while (serverProcesses(place).length < 2) await delay(10);
    for (const processes of [serverProcesses(place), processesByTitle(place)]) {
      assert.is(processes.length, 2);
      const postmasters = processes.filter(({ isPostmaster }) => isPostmaster);
      assert.equal(postmasters, [{ pid: parent.pid, isPostmaster: true }]);
    }
  } finally {
    parent.stdin.end();
    await once(parent, 'exit');
    rmSync(dataFolder, { recursive: true });
  }
});

test.run();
