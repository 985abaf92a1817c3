import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { clusterStatus } from '../cluster/cluster-status.ts';
import { startCluster, stopCluster } from '../cluster/private-cluster.ts';
import { readConfig, requireProject } from '../config.ts';
import { SOURCE_OPTIONS } from '../trial-process.ts';

const test = suite('start');
const bin = fileURLToPath(new URL('../bin.ts', import.meta.url));
const install = fileURLToPath(new URL('../..', import.meta.url));

// A second project, with a state of its own, below a name that a shell and a server must not split.
const folder = mkdtempSync(join(tmpdir(), "procwright it's, a trial "));
chmodSync(folder, 0o755);
for (const name of ['sql', 'scripts', 'procwright.json', 'flyway.conf']) {
  cpSync(join(install, name), join(folder, name), { recursive: true });
}
const environment = { ...process.env, PROCWRIGHT_STATE: folder, LOG_LEVEL: 'error' };
const config = requireProject(readConfig(environment, folder));

test.after(async () => {
  await stopCluster(config, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

test('ends with a call that works as it is pasted, and stops all on SIGTERM', async () => {
  const { child, told } = await start();
  for (const page of [told.docs, told.openapi, told.readiness, told.metrics]) {
    assert.is((await fetch(page)).status, 200, page);
  }
  assert.is((await call(told.curl)).status, 200);
  assert.is(statSync(told.keyFile).mode & 0o777, 0o600);
  assert.is(clusterStatus(config).service?.url, told.url);
  child.kill('SIGTERM');
  assert.equal(await once(child, 'exit'), [0, null]);
  assert.is(clusterStatus(config).kind, 'down');
  assert.is(clusterStatus(config).service, null);
});

test('heals after kill -9 of itself and of the server, with the key of before', async () => {
  const before = await start();
  const key = readFileSync(before.told.keyFile, 'utf8');
  before.child.kill('SIGKILL');
  await once(before.child, 'exit');
  process.kill(clusterStatus(config).pid ?? 0, 'SIGKILL');
  const { child, told } = await start();
  assert.is(readFileSync(told.keyFile, 'utf8'), key);
  assert.is((await call(told.curl)).status, 200);
  child.kill('SIGINT');
  assert.equal(await once(child, 'exit'), [0, null]);
  assert.is(clusterStatus(config).kind, 'down');
});

test('stops when a signal comes in the middle, and leaves up what up has started', async () => {
  await startCluster(config, { keep: true });
  const child = spawnStart();
  child.stderr?.once('data', () => child.kill('SIGHUP')); // the first step is done
  assert.equal(await once(child, 'exit'), [0, null]);
  assert.is(clusterStatus(config).isUp, true);
});

interface Told {
  readonly url: string;
  readonly docs: string;
  readonly openapi: string;
  readonly readiness: string;
  readonly metrics: string;
  readonly keyFile: string;
  readonly curl: string;
}

async function start(): Promise<{ readonly child: ChildProcess; readonly told: Told }> {
  const child = spawnStart();
  let said = '';
  child.stderr?.on('data', (text) => (said += String(text)));
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(said)));
  const answer = new Promise<string>((resolve) => {
    child.stdout?.once('data', (text) => resolve(String(text)));
  });
  const text = await Promise.race([answer, ended]);
  assert.match(text, '"curl"', `${said}${text}`); // else it is a fault, told in JSON too
  return { child, told: JSON.parse(text) as Told };
}

function spawnStart(): ChildProcess {
  return spawn(process.execPath, [...SOURCE_OPTIONS, bin, 'start', '--json'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Does what curl would: not every machine has it, but each has a shell to split the words. */
async function call(curl: string): Promise<Response> {
  const words = execFileSync('sh', ['-c', `set -- ${curl}; printf '%s\\n' "$@"`]);
  const [program, quiet, option, header = '', url = ''] = String(words).trim().split('\n');
  assert.equal([program, quiet, option], ['curl', '-fsS', '-H']);
  assert.is(existsSync(header.slice(1)), true);
  const [name = '', value = ''] = readFileSync(header.slice(1), 'utf8').trim().split(': ');
  return fetch(url, { headers: { [name]: value } });
}

test.run();
