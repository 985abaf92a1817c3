import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { runProcess } from './run-process.ts';

const test = suite('runProcess');
const node = (script: string, options?: Parameters<typeof runProcess>[2]) =>
  runProcess(process.execPath, ['-e', script], options);

test('tells how a program ended and what it said', async () => {
  const end = await node("console.log('out'); console.error('err'); process.exit(3)");
  assert.equal(end, { code: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('gives the environment that it is given, and no more', async () => {
  const { stdout } = await node('console.log(process.env.HOME, process.env.ONLY)', {
    environment: { ONLY: 'this' },
  });
  assert.is(stdout, 'undefined this\n');
});

test('feeds what is to be read, and minds no early end', async () => {
  const { stdout } = await node('process.stdin.pipe(process.stdout)', { input: 'fed' });
  assert.is(stdout, 'fed');
  assert.is((await node('process.exit(0)', { input: 'x'.repeat(1_000_000) })).code, 0);
});

test('ends the program on a signal', async () => {
  const controller = new AbortController();
  const end = node('setInterval(() => {}, 1000)', { signal: controller.signal });
  controller.abort();
  assert.is((await end).code, null);
});

test('throws when there is no such program', async () => {
  let seen: unknown;
  await runProcess('/no/such/program', []).catch((error: unknown) => (seen = error));
  assert.instance(seen, Error);
});

test.run();
