import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { isGroupAlive, markOf } from './process-mark.mjs';
import { lastLine, openPrograms } from './programs.mjs';

const test = suite('openPrograms');

/** Programs whose pids are told as they start. */
function open(onStart = () => {}) {
  return openPrograms(process.env, { remember: onStart, forget() {} });
}

test('tells how a program ended and what it said', async () => {
  const done = await open().run('sh', ['-c', 'echo out; echo err >&2; exit 3']);
  assert.equal(done, { code: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('ends with 127 for a program that is not there', async () => {
  const { code, stderr } = await open().run('/no/such/program', []);
  assert.is(code, 127);
  assert.match(stderr, /ENOENT/);
});

test('hands on settings of one program', async () => {
  const { stdout } = await open().run('sh', ['-c', 'echo $GIVEN'], { env: { GIVEN: 'yes' } });
  assert.is(stdout, 'yes\n');
});

test('stops its programs with their own children, and starts no more', async () => {
  let mark = '';
  const programs = open((pid) => (mark = markOf(pid)));
  const running = programs.run('sh', ['-c', 'sleep 60 & wait']);
  programs.stop();
  assert.is.not((await running).code, 0);
  assert.not(isGroupAlive(mark));
  assert.is((await programs.run('true', [])).code, 128);
});

test('finds the line of a fault among others', () => {
  const done = { code: 1, stdout: 'E: no list\nmore\n', stderr: 'at last\n' };
  assert.is(lastLine(done, /^E:/), 'E: no list');
  assert.is(lastLine(done, /^X:/), 'at last');
  assert.is(lastLine({ code: 7, stdout: '', stderr: '' }), 'exit code 7');
});

test.run();
