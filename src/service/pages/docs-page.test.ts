import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { PROBLEMS } from '../answer/problem-register.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('pages');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService({ title: 'a <trial>' });
});
test.after(() => trial?.close()); // none when before failed

const read = (path: string) => ask(trial.service, path, { key: null });

test('the docs page has no script inside, and names no other host', async () => {
  const { status, text, headers } = await read('/docs');
  assert.is(status, 200);
  assert.match(text, '<title>a &#60;trial&#62;</title>');
  assert.not.match(text, /<script(?! src="\/docs\/[\w.-]+"><\/script>)/);
  assert.not.match(text, /https?:|\/\/[a-z]/);
  const policy = headers.get('content-security-policy') ?? '';
  assert.match(policy, "default-src 'none'");
  assert.match(policy, "script-src 'self'");
  assert.not.match(policy, /script-src[^;]*unsafe|https:|upgrade/);
});

test('the docs page finds every file that it names', async () => {
  const { text } = await read('/docs');
  const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
  assert.is(files.length, 4);
  for (const file of files) assert.is((await read(file)).status, 200, file);
});

for (const path of ['/docs/package.json', '/docs/../package.json', '/docs/index.html']) {
  test(`no other file is served (${path})`, async () => {
    assert.is((await read(path)).status, 404);
  });
}

test('an answer of the API may not be shown as a page', async () => {
  const { headers } = await read('/v1/hello');
  const policy = headers.get('content-security-policy');
  assert.is(policy, "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'");
  assert.is(headers.get('x-content-type-options'), 'nosniff');
  assert.is(headers.get('cache-control'), 'public, no-cache');
});

test('it lives, is ready, and counts', async () => {
  assert.is((await read('/livez')).status, 200);
  const ready = await read('/readyz');
  assert.equal(ready.json, {
    ready: true,
    stopping: false,
    lanes: { read: true, write: true, ops: true },
    contract: trial.service.contractHash,
    stale: false,
    faults: [],
  });
  const { text } = await read('/metrics');
  assert.match(
    text,
    'http_request_duration_seconds_count{method="GET",route="/v1/hello",routine="app.hello"',
  );
  assert.match(text, 'lane_requests{lane="read",state="waiting"} 0');
  assert.match(text, 'lane_batches_total{lane="write",what="items"} 0');
  assert.match(text, 'pool_connections{lane="read",state="used"} 0');
  assert.match(text, 'lane_turned_away_total{lane="read",reason="full"} 0');
  assert.match(text, 'nodejs_eventloop_lag_p99_seconds');
  assert.match(text, 'contract_readings_total{result="served"} 1');
  assert.match(text, 'contract_readings_total{result="refused"} 0');
});

test('every problem has a page: the own ones, and those of the contract', async () => {
  for (const code of Object.keys(PROBLEMS)) {
    assert.is((await read(`/problems/${code}`)).status, 200, code);
  }
  const { status, text } = await read('/problems/AP303');
  assert.is(status, 200);
  assert.match(text, 'POST /v1/boxes/{box_id}/items');
  assert.match(text, 'The box has less room than the quantity.');
  assert.match((await read('/problems')).text, 'href="/problems/AP303"');
  assert.is((await read('/problems/AP999')).status, 404);
  assert.is((await read('/problems/%3Cscript%3E')).status, 404);
});

test.run();
