import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readTools } from '../config.ts';
import { connect } from '../db/connect.ts';
import { SOURCE_OPTIONS } from '../trial-process.ts';
import { clusterPlace } from './cluster-place.ts';
import { connectionOf, passFile } from './logins.ts';
import { startCluster, stopCluster } from './private-cluster.ts';
import { processMark, readProcessStat } from './process-mark.ts';
import { runPsql } from './psql.ts';
import { processesByTitle, serverProcesses } from './server-processes.ts';
import { serverState } from './server-state.ts';
import { makeTrialProject, removeTrialProject, withTrialProject } from './trial-project.ts';

const test = suite('healing');
const config = makeTrialProject();
const place = clusterPlace(config);
const pidFile = join(place.dataFolder, 'postmaster.pid');

test.after(() => removeTrialProject(config));

test('ends a statement that outlived its postmaster, which then leaves nothing', async () => {
  const { cluster } = await startCluster(config);
  const db = connect({ ...connectionOf(config, cluster, 'superuser'), max: 2 });
  await db.none('create table seen (n integer)');
  const endless = db.none(ENDLESS).catch((error: unknown) => error);
  await until(async () => (await db.one<{ is: boolean }>(RUNS)).is);
  process.kill(serverState(place).pid ?? 0, 'SIGKILL');
  await until(async () => serverProcesses(place).length === 1);
  assert.is(serverState(place).kind, 'broken');

  const { started, mended } = await startCluster(config);
  assert.instance(await endless, Error);
  await db.$pool.end();
  assert.is(started, true);
  assert.match(mended.join('\n'), /ended 1 process.*\n.*pid file/);
  const { stdout } = await runPsql(config, cluster, {
    login: 'superuser',
    database: 'trial',
    input: 'select count(*) from seen',
  });
  assert.match(stdout, /\n +0\n/);
});

test('sees the same processes by their folder as by their title', async () => {
  await startCluster(config);
  const pids = (list: readonly { pid: number; isPostmaster: boolean }[]) =>
    list.map(({ pid, isPostmaster }) => `${pid} ${isPostmaster}`).sort();
  await until(async () => serverProcesses(place).length >= 6);
  assert.equal(pids(processesByTitle(place)), pids(serverProcesses(place)));
});

test('minds no pid file that names the process of somebody else', async () => {
  await startCluster(config);
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  await stopCluster(config, { force: true });
  const stranger = sleeper();
  await once(stranger, 'spawn');
  writeFileSync(pidFile, [stranger.pid, ...lines.slice(1)].join('\n'));
  assert.is(serverState(place).kind, 'down');
  const { started } = await startCluster(config);
  assert.is(started, true);
  assert.is(stranger.exitCode, null);
  assert.is(processMark(stranger.pid ?? 0) === null, false);
  stranger.kill('SIGKILL');
});

test('minds no zombie of a postmaster', async () => {
  await startCluster(config);
  await stopCluster(config, { force: true });
  const { pid: parent } = unreapedServer();
  await until(async () => serverState(place).kind === 'ready');
  const { pid } = serverState(place);
  process.kill(pid ?? 0, 'SIGKILL');
  await until(async () => readProcessStat(pid ?? 0)?.isZombie === true);
  await until(async () => serverProcesses(place).length === 0);
  assert.is(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), pid);
  assert.is((await startCluster(config)).started, true);
  process.kill(parent ?? 0, 'SIGKILL');
});

test('stops a server whose pid file is gone, and starts it anew', async () => {
  await startCluster(config);
  const { pid } = serverState(place);
  writeFileSync(pidFile, '');
  await startCluster(config);
  assert.is.not(serverState(place).pid, pid);
  assert.is(serverState(place).kind, 'ready');
});

test('makes new passwords when their file is lost, be the server up or down', async () => {
  await startCluster(config);
  for (const lose of [async () => undefined, () => stopCluster(config, { force: true })]) {
    await lose();
    rmSync(passFile(config));
    const { cluster, mended } = await startCluster(config);
    assert.match(mended.join(), 'made new passwords');
    const db = connect({ ...connectionOf(config, cluster, 'deploy'), max: 1 });
    assert.equal(await db.one('select session_user::text as who'), { who: 'deploy' });
    await db.$pool.end();
  }
});

test('makes the data anew when initdb was cut short', () =>
  withTrialProject(async (fresh) => {
    const { state, dataFolder } = clusterPlace(fresh);
    const starter = spawn(process.execPath, [...SOURCE_OPTIONS, '-e', START, fresh.root]);
    const parts = () => readdirSync(state).filter((name) => name.startsWith('data.part-'));
    await until(async () => parts().some((name) => existsSync(join(state, name, 'base'))));
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    assert.is(existsSync(dataFolder), false);
    await startCluster(fresh);
    assert.equal(parts(), []);
    assert.is(serverState(clusterPlace(fresh)).kind, 'ready');
  }));

/** Waits for what has no event of its own; the runner's limit ends it when it never comes. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await delay(10);
}

/** A process of the server's user that has nothing to do with the server. */
function sleeper(): ChildProcess {
  return spawn('sleep', ['600'], { cwd: '/', stdio: 'ignore', ...stepDown() });
}

/** A server whose parent never asks how it ended. */
function unreapedServer(): ChildProcess {
  const script = '"$0" -D "$1" >/dev/null 2>&1 & exec sleep 600';
  const binary = join(readTools(config).postgres.bin, 'postgres');
  return spawn('sh', ['-c', script, binary, place.dataFolder], {
    cwd: '/',
    stdio: 'ignore',
    env: { LD_LIBRARY_PATH: readTools(config).postgres.libraryPath ?? '' },
    ...stepDown(),
  });
}

function stepDown(): { uid?: number; gid?: number } {
  return place.user === null ? {} : { uid: place.user.uid, gid: place.user.gid };
}

const START = `
import { readConfig, requireProject } from '${import.meta.resolve('../config.ts')}';
import { startCluster } from '${import.meta.resolve('./private-cluster.ts')}';
await startCluster(requireProject(readConfig(process.env, process.argv[1])));
`;

const ENDLESS = `
do $$ begin insert into seen values (1); loop perform 1; end loop; end $$
`;

const RUNS = `
select exists (select from pg_stat_activity where query like '%do $$%' and pid <> pg_backend_pid())
    as is
`;

test.run();
