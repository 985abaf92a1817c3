import { Agent, get } from 'node:http';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ask, keyField, openTrialService, type TrialService } from './trial-service.ts';

const test = suite('stopServer');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

const KEY = 78;

test('finishes what runs, leaves by what is idle, and takes nothing new', async () => {
  const service = await trial.start();
  const agent = new Agent({ keepAlive: true });
  await new Promise((resolve) => {
    get(`${service.url}/livez`, { agent }, (response) => response.resume().on('end', resolve));
  });
  await trial.database.admin.task(async (task) => {
    await task.any('select pg_advisory_lock($1)', [KEY]);
    const slow = fetch(`${service.url}/v1/lingers/${KEY}`, { headers: keyField('alice') });
    while ((await task.one<{ n: number }>(WAITING)).n === 0);
    const stopped = service.stop();
    assert.is(
      await Promise.race([stopped.then(() => 'stopped'), task.one(WAITING).then(() => 'runs')]),
      'runs',
    );
    await task.any('select pg_advisory_unlock($1)', [KEY]);
    const answer = await slow;
    assert.equal([answer.status, await answer.json()], [200, { linger: 'done' }]);
    await stopped;
  });
  agent.destroy();
  assert.is(
    await ask(service, '/livez').then(
      () => 'answered',
      () => 'gone',
    ),
    'gone',
  );
});

const WAITING = `
select count(*)::integer as n from pg_stat_activity
where datname = current_database() and wait_event_type = 'Lock'
`;

test('tells the balancer first, and answers until it has left', async () => {
  const service = await trial.start({ drainMs: 1_500 });
  const stopped = service.stop();
  const ready = await ask(service, '/readyz');
  assert.equal([ready.status, ready.json['stopping']], [503, true]);
  const { status, headers } = await ask(service, '/v1/hello');
  assert.equal([status, headers.get('connection')], [200, 'close']);
  await stopped;
});

test('stops once, however often it is asked to', async () => {
  const service = await trial.start();
  await Promise.all([service.stop(), service.stop()]);
});

test.run();
