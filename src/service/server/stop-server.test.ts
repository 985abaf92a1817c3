import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ask, keyField, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('stopperOf');
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

test('cuts no request of clients that keep their connections and ask without a pause', async () => {
  const service = await trial.start({ drainMs: 100, graceMs: 600_000 });
  const asked = { whole: 0, cut: 0 };
  const agent = new Agent({ keepAlive: true });
  const askOnce = () =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const request = get(`${service.url}/v1/hello`, { agent }, (response) => {
        response.resume().on('end', () => resolve(response));
      });
      request.on('error', reject);
    });
  const clients = Array.from({ length: 8 }, async () => {
    for (;;) {
      const answer = await askOnce().catch(() => undefined);
      if (answer?.statusCode !== 200) return asked.cut++;
      asked.whole++;
      if (answer.headers.connection === 'close') return undefined; // it asks somebody else
    }
  });
  while (asked.whole < 50) await askOnce();
  await service.stop();
  await Promise.all(clients);
  agent.destroy();
  assert.is(asked.cut, 0);
});

test('waits for nobody who connected and never asked, nor for half a request', async () => {
  const service = await trial.start({ graceMs: 600_000 });
  const { hostname, port } = new URL(service.url);
  const sockets = ['', 'GET /v1/hello HTTP/1.1\r\nHost: a\r\n'].map((text) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    if (text !== '') socket.write(text);
    return socket;
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  await ask(service, '/livez');
  await service.stop();
});

test('stops once, however often it is asked to', async () => {
  const service = await trial.start();
  await Promise.all([service.stop(), service.stop()]);
});

test.run();
