import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { BOX, ITEM } from '../trial/trial-schema.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('findRoute');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
  const ready = trial.service.nextContract();
  await trial.database.admin.multi(UNEXPOSED);
  await ready;
});
test.after(() => trial?.close()); // none when before failed

const UNEXPOSED = `
create function app.tidy() returns integer language sql return 1;
comment on function app.tidy is 'What another routine needs.';
create function app.tidy_up() returns integer language sql return 1;
comment on function app.tidy_up is 'What another routine needs, too.';
notify procwright_contract;
`;

const ITEMS = `/v1/boxes/${BOX}/items`;

for (const [method, path, status, allow] of [
  ['PUT', ITEMS, 405, 'GET, HEAD, POST, OPTIONS'],
  ['DELETE', `${ITEMS}/${ITEM}`, 405, 'GET, HEAD, OPTIONS'],
  ['POST', `${ITEMS}/${ITEM}`, 405, 'GET, HEAD, OPTIONS'],
  ['GET', '/v1/echo', 405, 'POST, OPTIONS'],
  ['BREW', '/v1/echo', 400, null],
  ['OPTIONS', ITEMS, 204, 'GET, HEAD, POST, OPTIONS'],
  ['POST', '/readyz', 405, 'GET, HEAD'],
  ['DELETE', '/docs/', 405, 'GET, HEAD'],
] as const) {
  test(`${method} ${path} is ${status}, and says what is allowed`, async () => {
    const answer = await ask(trial.service, path, { method });
    assert.is(answer.status, status);
    assert.is(answer.headers.get('allow'), allow);
    if (status === 405) assert.is(answer.json['code'], 'method-unknown');
  });
}

for (const [path, nearest] of [
  [`/v1/boxes/${BOX}/item`, 'GET /v1/boxes/{box_id}/items'],
  [`${ITEMS}/`, 'GET /v1/boxes/{box_id}/items/{item_id}'],
  ['/v1/hallo', 'GET /v1/hello'],
  ['/V1/hello', 'GET /v1/hello'],
  [`/${'x/'.repeat(3_000)}`, 'GET /v1/'],
  ['//', 'GET /v1/hello'],
] as const) {
  test(`${path.slice(0, 40)} is no route, and the nearest is named`, async () => {
    const answer = await ask(trial.service, path);
    assert.equal([answer.status, answer.json['code']], [404, 'route-unknown']);
    assert.match(JSON.stringify(answer.json['nearest']), nearest);
  });
}

test('a misspelt word is nearer than another one', async () => {
  const { json } = await ask(trial.service, `/v1/boxes/${BOX}/mark`);
  assert.equal((json['nearest'] as string[])[0], 'POST /v1/boxes/{box_id}/marks');
});

for (const path of ['/rpc/post_item', '/v1/post_item']) {
  test(`${path} names a routine, and its route is told`, async () => {
    const { json } = await ask(trial.service, path);
    assert.equal((json['nearest'] as string[])[0], 'POST /v1/boxes/{box_id}/items');
    assert.is(json['reason'], undefined);
  });
}

for (const path of ['/rpc/tidy', '/v1/tidy-up']) {
  test(`${path} names a routine that is no route, and why is told`, async () => {
    const { status, json } = await ask(trial.service, path, { key: null });
    assert.equal([status, json['code']], [404, 'route-unknown']);
    const name = path.endsWith('up') ? 'tidy_up' : 'tidy';
    assert.is(json['reason'], `The routine ${name} is not exposed: its comment has no @http.`);
  });
}

test('404 and 405 name the contract that says so, and its age', async () => {
  const answers = [
    await ask(trial.service, '/v1/nowhere'),
    await ask(trial.service, ITEMS, { method: 'PUT' }),
  ];
  for (const { json } of answers) {
    assert.is(json['contract'], trial.service.contractHash);
    assert.ok(Number.isInteger(json['contract_age_seconds']));
    assert.ok(Array.isArray(json['nearest']));
  }
});

test('a route is found before the key is asked for', async () => {
  assert.is((await ask(trial.service, '/v1/nowhere', { key: null })).status, 404);
  assert.is((await ask(trial.service, ITEMS, { key: null, method: 'PUT' })).status, 405);
});

test('a method that is made up has no label of its own in the metrics', async () => {
  await ask(trial.service, ITEMS, { method: 'PROPFIND' });
  const { text } = await ask(trial.service, '/metrics');
  assert.match(text, /method="other",route="\/v1\/boxes\/{box_id}\/items",.*status="405"/);
  assert.not.match(text, 'PROPFIND');
  assert.not.match(text, BOX);
});

test.run();
