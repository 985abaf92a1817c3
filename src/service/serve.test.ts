import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { BOX, ITEM } from './trial-schema.ts';
import { keyField, openTrialService, type TrialService } from './trial-service.ts';

const test = suite('startService');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial.close());

/** Asks as alice. */
async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(trial.service.url + path, { headers: keyField('alice'), ...init });
  const text = await response.text();
  return { response, status: response.status, text };
}

test('answers with one object, int8 as text and time to the microsecond', async () => {
  const { status, text, response } = await ask(`/v1/boxes/${BOX}/items/${ITEM}`);
  assert.is(
    text,
    JSON.stringify({
      item_id: ITEM,
      quantity: '9007199254740993',
      note: null,
      put_at: '2026-01-31T12:00:00.123456Z',
    }),
  );
  assert.is(status, 200);
  assert.match(response.headers.get('content-type') ?? '', 'application/json');
});
test.run();
