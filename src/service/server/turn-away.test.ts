import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('turnAway');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService({ places: 1, seats: 0 });
});
test.after(() => trial?.close()); // none when before failed

const KEY = 78;
const LINGERS = `/v1/lingers/${KEY}`;
const TRACE = 'a'.repeat(32);
const TRACEPARENT = `00-${TRACE}-${'b'.repeat(16)}-01`;

/** Runs `body` while a request holds the one place of the lane that reads. */
async function whileFull(body: () => Promise<void>): Promise<void> {
  await trial.database.admin.task(async (task) => {
    await task.any('select pg_advisory_lock($1)', [KEY]);
    const inside = ask(trial.service, LINGERS);
    const gauge = 'lane_requests{lane="read",state="inside"} 1';
    while (!(await ask(trial.service, '/metrics')).text.includes(gauge));
    try {
      await body();
    } finally {
      await task.any('select pg_advisory_unlock($1)', [KEY]);
    }
    assert.is((await inside).status, 200);
  });
}

test('answers as the application does, with the ids of the request', async () => {
  await whileFull(async () => {
    const away = await ask(trial.service, LINGERS, { headers: { traceparent: TRACEPARENT } });
    assert.is(away.status, 503);
    assert.equal(away.json, {
      type: '/problems/at-limit',
      title: 'The service is at its limit.',
      status: 503,
      code: 'at-limit',
      request: TRACE,
      retryable: true,
    });
    assert.is(away.headers.get('request-id'), TRACE);
    assert.match(away.headers.get('traceparent') ?? '', TRACE);
    assert.is(away.headers.get('retry-after'), '1');
    const other = await ask(trial.service, '/v1/nowhere', {
      headers: { traceparent: TRACEPARENT },
    });
    const names = ({ headers }: typeof away) => [...headers.keys()];
    assert.equal(
      names(away).filter((name) => name !== 'retry-after'),
      names(other),
    );
  });
});

test('tells of it as of any other request', async () => {
  await whileFull(async () => {
    const { json } = await ask(trial.service, LINGERS);
    const line = trial.lines.find(({ request }) => request === json['request']);
    const { method, route, routine, status, code } = line ?? {};
    assert.equal(
      [method, route, routine, status, code],
      ['GET', '/v1/lingers/{key}', 'app.linger', 503, 'at-limit'],
    );
    const { text } = await ask(trial.service, '/metrics');
    assert.match(text, /http_request_duration_seconds_count\{.*app\.linger.*"503"\} [1-9]/);
  });
});

test('sends no body to HEAD', async () => {
  await whileFull(async () => {
    const { status, text, headers } = await ask(trial.service, LINGERS, { method: 'HEAD' });
    assert.equal([status, text], [503, '']);
    assert.is(headers.get('content-type'), 'application/problem+json');
  });
});

test('lets by what asks nothing of the full lane', async () => {
  await whileFull(async () => {
    const statusOf = async (path: string, how = {}) => (await ask(trial.service, path, how)).status;
    assert.is(await statusOf('/livez'), 200);
    assert.is(await statusOf('/v1/nowhere'), 404);
    assert.is(await statusOf(LINGERS, { method: 'OPTIONS' }), 204);
    assert.is(await statusOf(LINGERS, { body: {} }), 405);
    assert.is(await statusOf('/v1/echo', { body: { name: 'n' } }), 200);
  });
});

test('lets everybody in again when there is room', async () => {
  await whileFull(async () => undefined);
  assert.is((await ask(trial.service, `${LINGERS}?`)).status, 200);
});

test.run();
