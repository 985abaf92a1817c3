import { once } from 'node:events';
import { connect } from 'node:net';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../exit-code.ts';
import { BOX, ITEM } from './trial/trial-schema.ts';
import { ask, openTrialService, type TrialService } from './trial/trial-service.ts';

const test = suite('startService');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

const ITEMS = `/v1/boxes/${BOX}/items`;
const idOf = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

test('answers with one object, int8 as text and time to the microsecond', async () => {
  const { status, text, headers } = await ask(trial.service, `${ITEMS}/${ITEM}`);
  assert.is(
    text,
    `{"item_id":"${ITEM}","quantity":"9007199254740993","note":null,` +
      '"put_at":"2026-01-31T12:00:00.123456Z"}',
  );
  assert.is(status, 200);
  assert.is(headers.get('content-type'), 'application/json; charset=utf-8');
  assert.is(headers.get('x-powered-by'), null);
});

test('answers HEAD as GET, without the body', async () => {
  const { status, text, headers } = await ask(trial.service, `${ITEMS}/${ITEM}`, {
    method: 'HEAD',
  });
  const full = await ask(trial.service, `${ITEMS}/${ITEM}`);
  assert.equal([status, text], [200, '']);
  assert.is(headers.get('content-length'), String(full.text.length));
});

test('posts, and answers a repetition like the first', async () => {
  const body = { item_id: idOf(21), quantity: '5', note: 'blue' };
  const first = await ask(trial.service, ITEMS, { body });
  assert.equal(first.json, { ...body, replayed: false, refusal: null });
  assert.is(first.status, 200);
  const second = await ask(trial.service, ITEMS, { body });
  assert.equal(second.json, { ...body, replayed: true, refusal: null });
});

test('makes a problem of a returned refusal, its facts as members', async () => {
  const body = { item_id: idOf(22), quantity: '501' };
  const { status, json, headers } = await ask(trial.service, ITEMS, { body });
  assert.is(status, 422);
  assert.is(headers.get('content-type'), 'application/problem+json');
  assert.equal(json, {
    type: '/problems/AP303',
    title: 'The box would be too full.',
    status: 422,
    code: 'AP303',
    request: headers.get('request-id'),
    retryable: false,
    asked: '501',
    left: '500',
  });
});

test('makes a problem of a raised refusal, with a pointer to the argument', async () => {
  const { status, json } = await ask(trial.service, `${ITEMS}/${ITEM}`, { key: 'bob' });
  assert.is(status, 404);
  const { request: _request, ...rest } = json;
  assert.equal(rest, {
    type: '/problems/AP102',
    title: 'There is no such box.',
    status: 404,
    code: 'AP102',
    retryable: false,
    errors: [{ pointer: '#/box_id', code: 'AP102', detail: 'There is no such box.' }],
  });
});

test('takes a thousand connections at once, and keeps none of them waiting', async () => {
  const { hostname, port } = new URL(trial.service.url);
  const crowd = Array.from({ length: 1_000 }, () => connect(Number(port), hostname));
  let connected = 0;
  for (const socket of crowd) socket.on('connect', () => connected++);
  if (crowd[0]) await once(crowd[0], 'connect');
  assert.is((await ask(trial.service, '/livez')).status, 200); // it came behind them
  assert.is(connected, 1_000);
  for (const socket of crowd) socket.destroy();
});

test('leads through a list, page by page, to its end', async () => {
  for (const number of [31, 32, 33]) {
    await ask(trial.service, ITEMS, {
      body: { item_id: idOf(number), quantity: '1', note: 'red' },
    });
  }
  const seen: unknown[] = [];
  let path: string | undefined = `${ITEMS}?note=red&limit=2`;
  for (let pages = 0; path !== undefined && pages < 5; pages++) {
    const { text, headers } = await ask(trial.service, path);
    seen.push((JSON.parse(text) as { item_id: string }[]).map((row) => row.item_id));
    const link = headers.get('link') ?? '';
    [, path] = /^<(.*)>; rel="next"$/.exec(link) ?? [];
    assert.not.match(link, 'after=');
  }
  assert.equal(seen, [[idOf(31), idOf(32)], [idOf(33)]]);
});

test('keeps a cursor to its list, its actor and its spelling', async () => {
  const { headers } = await ask(trial.service, `${ITEMS}?limit=1`);
  const [, cursor = ''] = /cursor=([^&>]+)/.exec(headers.get('link') ?? '') ?? [];
  assert.is((await ask(trial.service, `${ITEMS}?cursor=${cursor}`)).status, 200);
  const others = [
    await ask(trial.service, `${ITEMS}?cursor=${cursor}`, { key: 'bob' }),
    await ask(trial.service, `/v1/boxes/${idOf(2)}/items?cursor=${cursor}`),
    await ask(trial.service, `${ITEMS}?cursor=${cursor}x`),
    await ask(trial.service, `${ITEMS}?cursor=${cursor}&cursor=${cursor}`),
  ];
  assert.equal(
    others.map(({ json }) => json['code']),
    Array(4).fill('cursor-invalid'),
  );
  assert.equal(
    others.map(({ status }) => status),
    Array(4).fill(400),
  );
});

test('passes every type there and back', async () => {
  const body = {
    flag: false,
    small: -7,
    count: 2_147_483_647,
    total: '-9223372036854775808',
    price: '0.10',
    ratio: 0.1,
    name: 'é "q" \\ 😀\n',
    day: '2024-02-29',
    at: '2026-01-31T12:00:00.123456Z',
    data: 'AP8=',
    tags: ['a', null, 'NULL', '', 'b,"c"\\'],
    even: 2,
    other_even: 4,
    free: { a: [1, null, { b: 'x' }] },
  };
  const { status, json } = await ask(trial.service, '/v1/echo', { body });
  assert.equal([status, json], [200, body]);
});

test('tells NaN by text, which JSON has no number for', async () => {
  const { json } = await ask(trial.service, '/v1/echo', { body: { name: 'n', ratio: 'NaN' } });
  assert.is(json['ratio'], 'NaN');
});

test('leaves an absent argument to the default of the routine, and passes null', async () => {
  const absent = await ask(trial.service, '/v1/hello', { key: null });
  assert.is(absent.json['greeting'], 'Hello, world, says anonymous');
  const given = await ask(trial.service, '/v1/hello?name=a%20b', { key: null });
  assert.is(given.json['greeting'], 'Hello, a b, says anonymous');
  const note = await ask(trial.service, ITEMS, {
    body: { item_id: idOf(41), quantity: '1', note: null },
  });
  assert.is(note.json['note'], null);
});

test('takes the trace of the caller as the id of the request', async () => {
  const trace = 'a'.repeat(32);
  const headers = { traceparent: `00-${trace}-${'b'.repeat(16)}-01` };
  const answer = await ask(trial.service, '/v1/nowhere', { headers });
  assert.is(answer.headers.get('request-id'), trace);
  const [line] = trial.lines.filter(({ request }) => request === trace);
  assert.is(answer.headers.get('traceparent'), `00-${trace}-${line?.['span']}-01`);
  assert.equal([line?.['parent'], line?.['code']], ['b'.repeat(16), 'route-unknown']);
  assert.is(answer.json['request'], trace);
});

test('logs one line a request, with the route and without the query', async () => {
  const { headers } = await ask(trial.service, `${ITEMS}?note=secret-note`);
  const own = trial.lines.filter(({ request }) => request === headers.get('request-id'));
  assert.is(own.length, 1);
  const [line] = own;
  assert.equal(
    [line?.['message'], line?.['method'], line?.['route'], line?.['status'], line?.['actor']],
    ['request', 'GET', '/v1/boxes/{box_id}/items', 200, 'alice'],
  );
  assert.equal([line?.['routine'], line?.['rows']], ['app.list_items', 0]);
  assert.is(line?.['bytes'], 2);
  const parts = ['queueMs', 'databaseMs', 'serialiseMs'].map((part) => Number(line?.[part]));
  assert.ok(parts.every((ms) => ms >= 0 && ms <= Number(line?.['ms'])));
  assert.not.match(JSON.stringify(trial.lines), 'secret-note');
});

test('logs no key', () => {
  assert.ok(trial.lines.length > 0);
  assert.not.match(JSON.stringify(trial.lines), /pw_[0-9a-f]{12}_/);
});

test('refuses to start on a contract that has a fault, and names the routine', async () => {
  const { admin } = trial.database;
  await admin.none('create function app.bare() returns integer language sql return 1');
  const error = await trial.start().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  await admin.none('drop function app.bare()');
  assert.instance(error, CommandFault);
  assert.match(String(error), 'app.bare(): The comment has no first sentence.');
});

test.run();
