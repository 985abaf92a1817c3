import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { BOX } from '../trial/trial-schema.ts';
import { ask, openTrialService, pointersOf, type TrialService } from '../trial/trial-service.ts';

const test = suite('databaseProblem');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

/** Lets a routine raise. */
const raise = (state: string, detail = '') =>
  ask(trial.service, '/v1/failures', { body: { state, message: 'SECRET TEXT', detail } });

for (const [state, status, code] of [
  ['22012', 400, 'value-invalid'],
  ['22P02', 400, 'value-invalid'],
  ['23505', 409, 'conflict'],
  ['23503', 409, 'conflict'],
  ['23514', 409, 'conflict'],
  ['23P01', 409, 'conflict'],
  ['40001', 503, 'in-use'],
  ['40P01', 503, 'in-use'],
  ['42501', 403, 'access-denied'],
  ['53100', 503, 'database-full'],
  ['53300', 503, 'database-full'],
  ['55P03', 503, 'in-use'],
  ['57014', 504, 'too-slow'],
  ['57P01', 503, 'database-away'],
  ['40002', 409, 'conflict'],
  ['40003', 503, 'outcome-unknown'],
  ['08007', 503, 'outcome-unknown'],
  ['3D000', 503, 'database-away'],
  ['44000', 409, 'conflict'],
  ['08006', 503, 'database-away'],
  ['0A000', 500, 'internal'],
  ['25006', 503, 'database-away'], // the lane that writes has met a standby
  ['42601', 500, 'internal'],
  ['42883', 500, 'internal'],
  ['P0001', 500, 'internal'],
  ['P0002', 500, 'internal'],
  ['XX000', 500, 'internal'],
  ['HV000', 500, 'internal'],
  ['AP901', 500, 'internal'],
] as const) {
  test(`${state} is ${status} ${code}, and its text stays inside`, async () => {
    const answer = await raise(state, '{"table": "SECRET TABLE"}');
    assert.equal([answer.status, answer.json['code']], [status, code]);
    assert.is(answer.headers.has('retry-after'), status === 503);
    assert.is(answer.json['retryable'], status === 503 || status === 504);
    assert.not.match(answer.text, 'SECRET');
    assert.not.match(answer.text, state);
  });
}

for (const [state, status] of [
  ['AP001', 400],
  ['ZZ102', 404],
  ['AP203', 409],
  ['AP304', 422],
  ['AP405', 403],
  ['AP1Z9', 404],
] as const) {
  test(`${state} is a refusal: ${status}, its message the title, its detail members`, async () => {
    const answer = await raise(state, '{"argument": "state", "asked": "12345678901234567890"}');
    const { request: _request, ...rest } = answer.json;
    assert.is(answer.status, status);
    assert.equal(rest, {
      type: `/problems/${state}`,
      title: 'SECRET TEXT',
      status,
      code: state,
      retryable: false,
      errors: [{ pointer: '#/state', code: state, detail: 'SECRET TEXT' }],
      asked: '12345678901234567890',
    });
  });
}

test('facts never hide what a problem says of itself', async () => {
  const answer = await raise('AP304', '{"status": 200, "type": "x", "request": "y", "errors": 1}');
  assert.equal([answer.json['status'], answer.json['type']], [422, '/problems/AP304']);
  assert.is(answer.json['request'], answer.headers.get('request-id'));
});

for (const detail of ['', 'no JSON', '[1]', 'null', '"text"']) {
  test(`a detail without facts (${detail}) adds none`, async () => {
    const answer = await raise('AP304', detail);
    assert.equal(Object.keys(answer.json), [
      'type',
      'title',
      'status',
      'code',
      'request',
      'retryable',
    ]);
  });
}

test('points to the one of two arguments that share a domain', async () => {
  for (const name of ['even', 'other_even']) {
    const answer = await ask(trial.service, '/v1/echo', {
      body: { name: 'n', even: 2, [name]: 1 },
    });
    assert.equal(pointersOf(answer), [`#/${name}`]);
    assert.match(answer.text, 'even_is_even');
  }
});

test('logs what stayed inside, where it is our fault', async () => {
  const { headers } = await raise('P0001');
  const line = trial.lines.find((one) => {
    return one['request'] === headers.get('request-id') && one['message'] === 'request failed';
  });
  assert.equal([line?.['level'], line?.['sqlState']], ['error', 'P0001']);
  assert.match(JSON.stringify(line?.['error']), 'SECRET TEXT');
});

test('a broken rule of a table that no routine foresaw is told as undeclared', async () => {
  const body = { item_id: '00000000-0000-7000-8000-000000000088', quantity: '1' };
  const { admin } = trial.database;
  await admin.none(
    'alter table app.item add constraint item_never check (note is not null) not valid',
  );
  const answer = await ask(trial.service, `/v1/boxes/${BOX}/items`, { body });
  assert.equal([answer.status, answer.json['code']], [409, 'conflict']);
  assert.not.match(answer.text, 'item_never');
});

test('points to the arguments whose values are stored already', async () => {
  const answer = await raise('23505', 'Schlüssel (message, other)=(1, 2) existiert bereits.');
  assert.equal(pointersOf(answer), ['#/message']);
  assert.not.match(answer.text, 'existiert');
  assert.equal(pointersOf(await raise('23505', 'Something else.')), []);
});

test('tells the limit that an answer passed', async () => {
  const { json } = await raise('57014');
  assert.equal([json['timeout_ms'], json['retryable']], [2_000, true]);
});

test.run();
