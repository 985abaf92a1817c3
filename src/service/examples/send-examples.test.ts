import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../../catalog/read-catalog.ts';
import { type Endpoint, endpointsOf } from '../../contract/endpoint.ts';
import { BOX, ITEM, KEYS } from '../trial/trial-schema.ts';
import { openTrialService, type TrialService } from '../trial/trial-service.ts';
import { sendExamples } from './send-examples.ts';

const test = suite('sendExamples');
let trial: TrialService;
let endpoints: readonly Endpoint[];

test.before(async () => {
  trial = await openTrialService();
  const catalog = await readCatalog(trial.database.admin, { schema: 'app' });
  assert.ok(catalog.ok);
  endpoints = endpointsOf(catalog.value);
});
test.after(() => trial?.close()); // none when before failed

test('puts each argument in its place, and keeps what comes', async () => {
  const target = { url: trial.service.url, token: KEYS.alice.token, endpoints };
  const give = { box_id: BOX, item_id: ITEM };
  const [item, list, refused, echo] = await sendExamples(target, [
    { call: 'get_item', give },
    { call: 'list_items', give: { box_id: BOX, limit: 1 } },
    { call: 'get_item', give: { ...give, box_id: ITEM } },
    { call: 'echo', give: { name: 'n', total: '1' } },
  ]);
  assert.is(item?.status, 200);
  assert.is((item?.answer as { item_id: string }).item_id, ITEM);
  assert.is((list?.answer as unknown[]).length, 1);
  assert.is(refused?.status, 404);
  assert.is((refused?.answer as { request: string }).request, '3'.padStart(32, '0'));
  assert.is((echo?.answer as { total: string }).total, '1');
});

test('sends what has no place, so that the service says so', async () => {
  const target = { url: trial.service.url, token: KEYS.alice.token, endpoints };
  const [wrong, unknown] = await sendExamples(target, [
    { call: 'echo', give: { name: 'n', nmae: 'x' } },
    { call: 'eco', give: {} },
  ]);
  assert.is(wrong?.status, 400);
  assert.match(JSON.stringify(wrong?.answer), '#/nmae');
  assert.equal([unknown?.status, unknown?.answer], [0, 'There is no operation eco.']);
});

test.run();
