import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { BOX } from '../trial/trial-schema.ts';
import { ask, keyField, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('authenticate');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

const ITEMS = `/v1/boxes/${BOX}/items`;
const TOKEN = keyField('alice')['Authorization'] ?? '';

for (const [name, field, code, asks] of [
  ['no key', undefined, 'key-missing', 'Bearer'],
  [
    'an unknown key',
    `Bearer pw_${'d'.repeat(12)}_${'d'.repeat(43)}`,
    'key-invalid',
    'invalid_token',
  ],
  ['a wrong secret', `${TOKEN.slice(0, -1)}b`, 'key-invalid', 'invalid_token'],
  ['a key with more behind it', `${TOKEN} x`, 'key-invalid', 'invalid_token'],
  ['a key that is too long', `${TOKEN}a`, 'key-invalid', 'invalid_token'],
  ['no token at all', 'Bearer', 'key-invalid', 'invalid_token'],
  ['another scheme', 'Basic YTpi', 'key-invalid', 'invalid_token'],
  ['a token that is text of SQL', "Bearer pw_';drop", 'key-invalid', 'invalid_token'],
  ['a token without end', `Bearer ${'a'.repeat(8_000)}`, 'key-invalid', 'invalid_token'],
] as const) {
  test(`refuses ${name} with 401, and says how to ask`, async () => {
    const headers = field === undefined ? {} : { Authorization: field };
    const answer = await ask(trial.service, ITEMS, { key: null, headers });
    assert.equal([answer.status, answer.json['code']], [401, code]);
    assert.match(answer.headers.get('www-authenticate') ?? '', asks);
  });
}

test('takes the key, whatever the case of its scheme', async () => {
  const headers = { Authorization: TOKEN.replace('Bearer', 'bearer') };
  assert.is((await ask(trial.service, ITEMS, { key: null, headers })).status, 200);
});

test('refuses a key that lacks the scope with 403, and names it', async () => {
  const body = { item_id: BOX, quantity: '1' };
  const answer = await ask(trial.service, ITEMS, { key: 'reader', body });
  assert.equal([answer.status, answer.json['code']], [403, 'scope-missing']);
  const field = answer.headers.get('www-authenticate') ?? '';
  assert.is(field, 'Bearer error="insufficient_scope", scope="item:write"');
  assert.is((await ask(trial.service, ITEMS, { key: 'reader' })).status, 200);
});

test('tells the routine who asks, never the client', async () => {
  const answer = await ask(trial.service, '/v1/hello?actor=alice', { key: null });
  assert.is(answer.status, 400);
});

test.run();
