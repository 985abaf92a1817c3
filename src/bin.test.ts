import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { SOURCE_OPTIONS } from './trial-process.ts';

const entry = fileURLToPath(new URL('bin.ts', import.meta.url));
const test = suite('procwright');

/** Runs the command line in a folder that is no project. */
function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...SOURCE_OPTIONS, entry, ...words],
    { cwd: '/', encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

test('lists its verbs', () => {
  const { status, stdout } = run();
  assert.is(status, 0);
  assert.match(stdout, /^ {2}status +\S/m);
});

test('names the nearest verb', () => {
  const { status, stderr } = run('statsu');
  assert.is(status, 2);
  assert.is(stderr, 'procwright: There is no verb statsu.\nDid you mean status?\n');
});

test('says so as one JSON object when asked', () => {
  const { status, stdout } = run('statsu', '--json');
  assert.is(status, 2);
  assert.equal(JSON.parse(stdout), {
    code: 2,
    message: 'There is no verb statsu.',
    fix: 'Did you mean status?',
  });
});

test('says of an option that is not there as JSON too, and says it once', () => {
  const { status, stdout, stderr } = run('lint', '--fromat', 'x', '--json');
  assert.is(status, 2);
  assert.equal(JSON.parse(stdout), {
    code: 2,
    message: "unknown option '--fromat'",
    fix: 'Did you mean --format?',
  });
  assert.is(stderr, '');
});

test('fails where its output has no room, without a stack', () => {
  const full = openSync('/dev/full', 'w');
  const { status, stderr } = spawnSync(process.execPath, [...SOURCE_OPTIONS, entry], {
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  assert.is(status, 2);
  assert.match(stderr, /^procwright: ENOSPC: .*\n$/);
});

test('needs a project for a verb that works on one', () => {
  const { status, stderr } = run('status');
  assert.is(status, 2);
  assert.match(stderr, 'There is no procwright.json');
});

test('shows an example with the help of a verb', () => {
  const { status, stdout } = run('status', '--help');
  assert.is(status, 0);
  assert.match(stdout, 'Example:\n  ');
});

test('refuses an option that is not there, and names the nearest', () => {
  const { status, stderr } = run('status', '--jsn');
  assert.is(status, 2);
  assert.match(stderr, '--json');
});

test.run();
