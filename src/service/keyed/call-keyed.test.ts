import { readFileSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  type Answer,
  ask,
  type Asking,
  keyField,
  openTrialService,
} from '../trial/trial-service.ts';
import type { TrialService } from '../trial/trial-service.ts';

const test = suite('openKeyed');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService({ places: 4, seats: 2_000 });
  await change(readFileSync(new URL('trial-keyed.sql', import.meta.url), 'utf8'));
});
test.after(() => trial?.close()); // none when before failed

/** Changes routines, and waits until the service has read them. */
async function change(sql: string): Promise<void> {
  const seen = trial.service.nextContract();
  await trial.database.admin.none(`${sql}; notify procwright_contract`);
  await seen;
}

/** Posts with a key. */
const post = (key: string, body: unknown, { path = '/v1/tickets', ...more }: Posting = {}) =>
  ask(trial.service, path, { body, headers: { 'Idempotency-Key': `"${key}"` }, ...more });

interface Posting extends Asking {
  readonly path?: string;
}

/** What a client sees of an answer. */
const seen = ({ status, text: body, json, headers }: Answer) => ({
  status,
  text: status === 200 ? body : '',
  code: json['code'],
  replayed: headers.get('idempotent-replayed'),
});

async function tickets(note: string): Promise<number> {
  const { admin } = trial.database;
  const { count } = await admin.one<{ count: number }>(TICKETS, [note]);
  return count;
}

const TICKETS = 'select count(*)::integer as count from app.ticket where note = $1';

/** Lets the routine refuse what it granted before, or grant what it refused. */
const wall = async (isThere: boolean) =>
  trial.database.admin.none(
    `delete from app.wall${isThere ? '; insert into app.wall default values' : ''}`,
  );

test('has one effect for a key, and gives the first answer again, byte for byte', async () => {
  const body = { note: 'once', weight: '0.10' };
  const first = await post('k1', body);
  assert.is(
    first.text.replace(/"900719925474\d{4}"/, '"N"'),
    '{"ticket_id":"N","note":"once","is_odd":true,"short":"a  ","address":"10.0.0.1",' +
      '"tags":["x",null,"NULL","{\\""],"weight":"0.10","drawn_at":"2026-01-31T12:00:00.5Z",' +
      '"refusal":null}',
  );
  assert.equal([first.status, first.headers.get('idempotent-replayed')], [200, null]);
  assert.equal(seen(await post('k1', body)), { ...seen(first), replayed: 'true' });
  assert.is(await tickets('once'), 1);
});

for (const field of [
  undefined,
  '',
  'bare',
  '""',
  `"${'k'.repeat(256)}"`,
  '"é"',
  '"a", "b"',
  '"a',
]) {
  test(`refuses the key ${field ?? 'that is not there'}`.slice(0, 40), async () => {
    const headers: Record<string, string> =
      field === undefined ? {} : { 'Idempotency-Key': encode(field) };
    const { status, json } = await ask(trial.service, '/v1/tickets', {
      body: { note: 'no key' },
      headers,
    });
    const code = field === undefined ? 'idempotency-key-missing' : 'idempotency-key-invalid';
    assert.equal([status, json['code']], [400, code]);
    assert.is(await tickets('no key'), 0);
  });
}

/** A field as bytes: fetch takes Latin-1 alone. */
const encode = (field: string): string => Buffer.from(field).toString('latin1');

test('takes any printable key, and knows it by its characters', async () => {
  const key = 'a\\" ~\\\\!';
  assert.is((await post(key, { note: 'odd' })).status, 200);
  assert.is((await post(key, { note: 'odd' })).headers.get('idempotent-replayed'), 'true');
  const { admin } = trial.database;
  await admin.one(`select from procwright.stored_answer where request_key = 'a" ~\\!'`);
});

test('refuses the key of another request, whatever differs', async () => {
  await post('k2', { note: 'mine' });
  for (const [body, path] of [
    [{ note: 'other' }, '/v1/tickets'],
    [{ note: null }, '/v1/tickets'],
    [{}, '/v1/tickets'],
    [{ note: 'mine', weight: null }, '/v1/tickets'],
    [{ count: 1 }, '/v1/several'],
  ] as const) {
    const { status, json } = await post('k2', body, { path });
    assert.equal([status, json['code']], [422, 'idempotency-key-reused']);
  }
  assert.is(await tickets('other'), 0);
});

test('takes another spelling for the same content', async () => {
  const box_id = '0000000a-0000-7000-8000-00000000000b';
  await post('k3', { note: 'spelt', box_id });
  const again = await post('k3', { box_id: box_id.toUpperCase(), note: 'spelt' });
  assert.is(again.headers.get('idempotent-replayed'), 'true');
});

test('keeps the keys of actors apart', async () => {
  const [alices, bobs] = [
    await post('k4', { note: 'whose' }),
    await post('k4', { note: 'whose' }, { key: 'bob' }),
  ];
  assert.equal([bobs.status, bobs.headers.get('idempotent-replayed')], [200, null]);
  assert.is.not(bobs.text, alices.text);
});

test('says at once that a request with the key is in progress', async () => {
  const { admin } = trial.database;
  let running: Promise<Answer> | undefined;
  await admin.task(async (task) => {
    await task.any('select pg_advisory_lock(78)');
    running = post('k5', { note: 'linger' });
    while ((await task.any(LINGERING)).length === 0);
    const { status, json, headers } = await post('k5', { note: 'linger' });
    assert.equal([status, json['code']], [409, 'idempotency-key-in-use']);
    assert.is(headers.get('retry-after'), '1');
    await task.any('select pg_advisory_unlock(78)');
  });
  const first = await running;
  assert.ok(first);
  assert.equal(seen(await post('k5', { note: 'linger' })), { ...seen(first), replayed: 'true' });
});

const LINGERING = `select from pg_locks
where locktype = 'advisory' and not granted and objid = 78
  and database = (select oid from pg_database where datname = current_database())`;

for (const [note, status, code] of [
  ['return', 422, 'AP303'],
  ['wall', 409, 'AP203'],
] as const) {
  test(`lets ${code} last, though it would be granted by now`, async () => {
    await wall(true);
    const first = await post(`k6 ${note}`, { note });
    await wall(false);
    assert.equal([first.status, first.json['code']], [status, code]);
    const again = await post(`k6 ${note}`, { note });
    const { request: _first, ...facts } = first.json;
    const { request: _again, ...factsAgain } = again.json;
    assert.equal([again.status, factsAgain], [status, facts]);
    assert.is(again.headers.get('idempotent-replayed'), 'true');
    assert.is(await tickets(note), 0);
    assert.is((await post(`k7 ${note}`, { note })).status, 200);
  });
}

for (const [code, status] of [
  ['AP001', 400],
  ['AP102', 404],
  ['AP304', 422],
  ['AP405', 403],
] as const) {
  test(`keeps the refusal ${code}`, async () => {
    const first = await post(code, { note: `raise ${code}` });
    assert.equal([first.status, first.json['code']], [status, code]);
    const again = await post(code, { note: `raise ${code}` });
    assert.equal([again.status, again.headers.get('idempotent-replayed')], [status, 'true']);
  });
}

for (const state of ['40001', '53100', '55P03', '57014', 'AP901', '22012', '23505', 'XX000']) {
  test(`keeps no ${state}: the request may be sent again`, async () => {
    await post(state, { note: `raise ${state}` });
    const again = await post(state, { note: 'another' });
    assert.equal([again.status, again.headers.get('idempotent-replayed')], [200, null]);
  });
}

test('points to the value that the database cannot take, and keeps nothing', async () => {
  const first = await post('k8', { note: 'x', weight: `1${'0'.repeat(140_000)}` });
  assert.is(first.status, 400, first.text);
  assert.is((await post('k8', { note: 'mended' })).status, 200);
});

test('keeps lists, nothing, and bare values', async () => {
  const list = await post('l1', { count: 3 }, { path: '/v1/several' });
  assert.match(list.text, /^\[{"ticket_id":"\d+","note":"n1"},{"ticket_id":"\d+","note":null},/);
  const empty = await post('l2', { count: 0 }, { path: '/v1/several' });
  const none = await post('l3', {}, { path: '/v1/silent' });
  const bare = await post('l4', {}, { path: '/v1/counts' });
  assert.equal([empty.text, none.text, bare.text], ['[]', '{}', '{"count_tickets":"1"}']);
  for (const [key, body, path, first] of [
    ['l1', { count: 3 }, '/v1/several', list],
    ['l2', { count: 0 }, '/v1/several', empty],
    ['l3', {}, '/v1/silent', none],
    ['l4', {}, '/v1/counts', bare],
  ] as const) {
    const again = await post(key, body, { path });
    assert.equal([again.text, again.headers.get('idempotent-replayed')], [first.text, 'true']);
  }
  assert.is(await tickets('silent'), 1);
});

/** Sends a request a thousand times at once, over as many connections as a busy machine takes. */
async function crowd(path: string, body: unknown, fields: Readonly<Record<string, string>>) {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const headers = { ...keyField('alice'), 'Content-Type': 'application/json', ...fields };
  const one = () =>
    new Promise<Crowded>((resolve, reject) => {
      const sent = request(trial.service.url + path, { agent, method: 'POST', headers });
      sent.once('error', reject);
      sent.once('response', (response) => {
        void text(response).then((told) => resolve({ response, told }), reject);
      });
      sent.end(JSON.stringify(body));
    });
  const answers = await Promise.all(Array.from({ length: 1_000 }, one));
  agent.destroy();
  return answers.map(({ response, told }) => ({
    status: response.statusCode,
    isReplayed: response.headers['idempotent-replayed'] === 'true',
    text: told,
    json: JSON.parse(told) as Readonly<Record<string, unknown>>,
  }));
}

interface Crowded {
  readonly response: IncomingMessage;
  readonly told: string;
}

test('has one effect for a thousand requests at once, and one answer', async () => {
  const answers = await crowd('/v1/tickets', { note: 'crowd' }, { 'Idempotency-Key': '"crowd"' });
  const given = answers.filter(({ status }) => status === 200);
  assert.is(new Set(given.map((one) => one.text)).size, 1);
  assert.is(given.filter(({ isReplayed }) => !isReplayed).length <= 1, true);
  const others = answers.filter(({ status }) => status !== 200).map(({ json }) => json['code']);
  for (const code of new Set(others.map(String))) {
    assert.ok(code === 'idempotency-key-in-use' || IN_A_CROWD.has(code), code);
  }
  assert.is(await tickets('crowd'), 1);
});

test('has one effect for a thousand requests with one id, too', async () => {
  const answers = await crowd('/v1/names', { name: 'crowd' }, {});
  const given = answers.filter(({ status }) => status === 200);
  const bodies = new Set(given.map(({ json }) => JSON.stringify({ ...json, replayed: null })));
  assert.equal([...bodies], ['{"name":"crowd","number":"1","replayed":null}']);
  for (const { json, isReplayed } of given) assert.is(isReplayed, json['replayed']);
  const others = answers.filter(({ status }) => status !== 200).map(({ json }) => json['code']);
  for (const code of new Set(others.map(String))) assert.ok(IN_A_CROWD.has(code), code);
});

/** Who comes late in a crowd may be turned away, or told that nobody knows. */
const IN_A_CROWD = new Set(['at-limit', 'too-slow', 'database-away', 'outcome-unknown']);

test('gives the answer of before a deployment that changed the result', async () => {
  const body = { note: 'before' };
  const first = await post('k9', body);
  await change(`
    drop function app.draw_ticket;
    create function app.draw_ticket(
        p_note app.note default null, p_weight numeric default null, p_box_id uuid default null,
        p_new boolean default null, p_actor text default null
    )
    returns table (note integer, ticket_id text)
    language sql security definer set search_path = pg_catalog, pg_temp
    as $$ select 7, 'new' $$;
    comment on function app.draw_ticket is
    'Draw.\n@http POST /v1/tickets\n@scope trial:run\n@idempotent header\n@timeout 2s\n@most 9'`);
  assert.is((await post('k10', body)).text, '[{"note":7,"ticket_id":"new"}]');
  assert.equal(seen(await post('k9', body)), { ...seen(first), replayed: 'true' });
});

test.run();
