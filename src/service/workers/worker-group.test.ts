import cluster from 'node:cluster';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import { openLog } from '../../logger.ts';
import { SOURCE_OPTIONS } from '../../trial-process.ts';
import type { ServiceOptions } from '../options/service-options.ts';
import { keyField, openTrialService, type TrialService } from '../trial/trial-service.ts';
import { freePort } from './free-port.ts';
import { startWorkers, type WorkerGroup } from './worker-group.ts';

const test = suite('startWorkers');
let trial: TrialService;
let group: WorkerGroup;

test.before(async () => {
  trial = await openTrialService();
  cluster.setupPrimary({
    exec: fileURLToPath(new URL('trial-worker.ts', import.meta.url)),
    execArgv: [...SOURCE_OPTIONS],
    args: [],
  });
  group = await startGroup();
});
test.after(async () => {
  await group?.stop();
  await trial?.close(); // none when before failed
});

async function startGroup(lanes: ServiceOptions['lanes'] = trial.lanes): Promise<WorkerGroup> {
  const told = { api: 'app', lanes, port: await freePort() };
  return startWorkers({
    count: 2,
    log: openLog('silent'),
    patienceMs: 20_000,
    environment: { TRIAL_WORKER: JSON.stringify(told) },
  });
}

/** Asks over a connection of its own, so that the processes take turns. */
async function askAlone(path: string) {
  const headers = { ...keyField('alice'), Connection: 'close' };
  const response = await fetch(group.url + path, {
    headers,
    signal: AbortSignal.timeout(20_000),
  });
  return { status: response.status, text: await response.text() };
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // ESRCH
  }
};

/** How often a route was answered, as the page of all has it. */
async function countOf(route: string): Promise<number> {
  const { text } = await askAlone('/metrics');
  const form = new RegExp(
    `^http_request_duration_seconds_count\\{.*route="${route}".*\\} (\\d+)$`,
    'm',
  );
  return Number(form.exec(text)?.[1] ?? 0);
}

test('serves one port by two processes, and counts all on one page', async () => {
  for (let n = 0; n < 6; n++) assert.is((await askAlone('/v1/hello')).status, 200);
  assert.is(group.pids.length, 2);
  assert.is(await countOf('/v1/hello'), 6);
  assert.match((await askAlone('/metrics')).text, 'service_workers 2');
  assert.match((await askAlone('/metrics')).text, 'contract_readings_total{result="served"} 2');
});

test('reads a new contract in each', async () => {
  await trial.database.admin.none(`
    create function app.fresh() returns text language sql stable as 'select ''x''';
    comment on function app.fresh is 'Be.\n@http GET /v1/fresh\n@public\n@timeout 1s\n@single';
    notify procwright_contract`);
  const isServed = async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => askAlone('/v1/fresh')));
    return answers.every(({ status }) => status === 200);
  };
  while (!(await isServed()));
});

test('replaces one that was killed, and keeps what it had counted', async () => {
  const [pid = 0, other] = group.pids;
  process.kill(pid, 'SIGKILL');
  while (group.pids.includes(pid) || group.pids.length < 2) await pause(10);
  assert.ok(group.pids.includes(other ?? 0));
  // a connection that was on its way to the killed one may never be answered: it has its patience
  const metrics = () => askAlone('/metrics').catch(() => ({ text: '' }));
  while (!(await metrics()).text.includes('service_workers 2')) await pause(10);
  assert.is(await countOf('/v1/hello'), 6);
  assert.match((await askAlone('/metrics')).text, 'service_worker_restarts_total 1');
  assert.is((await askAlone('/v1/hello')).status, 200);
});

test('stops without a request cut, and leaves no process', async () => {
  const { pids } = group;
  const KEY = 90;
  await trial.database.admin.task(async (task) => {
    await task.any('select pg_advisory_lock($1)', [KEY]);
    const slow = Promise.all([1, 2, 3, 4].map(() => askAlone(`/v1/lingers/${KEY}`)));
    while ((await task.one<{ n: number }>(WAITING)).n < 4);
    const stopped = group.stop();
    await task.any('select pg_advisory_unlock($1)', [KEY]);
    assert.equal(
      (await slow).map(({ status }) => status),
      [200, 200, 200, 200],
    );
    await stopped;
  });
  assert.equal(pids.filter(isAlive), []);
});

const WAITING = `
select count(*)::integer as n from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'
`;

test('tells once what keeps all from serving, and leaves no process', async () => {
  const lanes = { ...trial.lanes, write: trial.operator }; // who may call nothing
  const error = await startGroup(lanes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.instance(error, CommandFault);
  const lines = String(error)
    .split('\n')
    .filter((line) => line.includes('app.post_item('));
  assert.is(lines.length, 1);
  assert.equal(Object.keys(cluster.workers ?? {}), []);
});

test.run();
