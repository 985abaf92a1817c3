import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Service } from '../options/service-options.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('limitRate');
let trial: TrialService;
let service: Service;
let other: Service;

test.before(async () => {
  trial = await openTrialService();
  await trial.database.admin.none(TICKETS);
  service = await trial.start({ proxyHops: 1 });
  other = await trial.start({ proxyHops: 1 });
});
test.before.each(async () => {
  await trial.database.admin.none('truncate procwright.rate_count');
});
test.after(async () => {
  await other?.stop(); // none of them is there when before failed
  await service?.stop();
  await trial?.close();
});

test('tells the limit and what is left, and refuses the next in any process', async () => {
  const first = await ask(service, '/v1/tickets', { body: { ticket: 1 } });
  assert.is(first.status, 200);
  assert.is(first.headers.get('ratelimit-policy'), '"tickets";q=3;w=60');
  assert.is(first.headers.get('ratelimit'), '"tickets";r=2;t=60');
  await ask(other, '/v1/tickets', { body: { ticket: 2 } });
  await ask(other, '/v1/tickets/1');

  for (const one of [service, other]) {
    const { status, json, headers } = await ask(one, '/v1/tickets', { body: { ticket: 3 } });
    assert.is(status, 429);
    assert.is(headers.get('content-type'), 'application/problem+json');
    const { request: _request, ...rest } = json;
    assert.equal(rest, {
      type: '/problems/quota-exceeded',
      title: 'The caller has asked as often as he may.',
      status: 429,
      code: 'quota-exceeded',
      retryable: true,
      'violated-policies': ['tickets'],
      quota: 3,
      window_seconds: 60,
    });
    assert.match(headers.get('ratelimit') ?? '', /^"tickets";r=0;t=(59|60)$/);
    assert.match(headers.get('retry-after') ?? '', /^(59|60)$/);
  }
});

test('counts each actor apart, and what is malformed too', async () => {
  for (let i = 0; i < 3; i++) {
    assert.is(
      (await ask(service, '/v1/tickets', { key: 'bob', body: { ticket: 'x' } })).status,
      400,
    );
  }
  const over = await ask(service, '/v1/tickets', { key: 'bob', body: { ticket: 1 } });
  assert.is(over.status, 429);
  assert.is(await calls(), 0);
});

test('counts by network where there is no key, as the proxy tells it', async () => {
  const look = (address: string) =>
    ask(service, '/v1/queue', { key: null, headers: { 'X-Forwarded-For': `6.6.6.6, ${address}` } });
  assert.is((await look('2001:db8::1')).status, 200);
  assert.is((await look('2001:db8::ffff:2')).status, 429);
  assert.is((await look('2001:db8:0:1::1')).status, 200);
});

test('says nothing of limits where there is none', async () => {
  const { headers } = await ask(service, '/v1/hello');
  assert.is(headers.get('ratelimit'), null);
  assert.is(headers.get('ratelimit-policy'), null);
});

test('answers 503, and calls nothing, when it cannot ask', async () => {
  const fresh = await trial.start();
  const before = await calls();
  await trial.database.admin.none('alter table procwright.rate_count rename to lost');
  const { status } = await ask(fresh, '/v1/tickets', { body: { ticket: 1 } });
  await trial.database.admin.none('alter table procwright.lost rename to rate_count');
  await fresh.stop();
  assert.ok(status >= 500, String(status));
  assert.is(await calls(), before);
});

test('lets in who was never seen, whatever wrong keys came from his address', async () => {
  const fresh = await trial.start();
  const wrong = (i: number) => `pw_${'e'.repeat(12)}_${String(i).padStart(43, '0')}`;
  const statuses = new Set<number>();
  for (let i = 0; i < 310; i++) {
    const headers = { Authorization: `Bearer ${wrong(i)}` };
    statuses.add((await ask(fresh, '/v1/tickets/1', { key: null, headers })).status);
  }
  assert.equal([...statuses], [401]);
  assert.is((await ask(fresh, '/v1/boxes/1/items/1')).status, 400);
  await fresh.stop();
});

test('tells in the metrics what was let in, what was turned away, and what was asked', async () => {
  const { text } = await ask(service, '/metrics', { key: null });
  for (const line of [
    'rate_requests_total{result="granted"}',
    'rate_requests_total{result="refused"}',
    'rate_leases_total',
    'rate_subjects',
  ]) {
    const [, count = '0'] = text.split(`\n${line} `);
    assert.ok(Number.parseInt(count, 10) > 0, line);
  }
});

/** How often the routine was called. */
async function calls(): Promise<number> {
  const { count } = await trial.database.admin.one<{ count: string }>(
    `select count(*) from app.ticket where actor = 'bob'`,
  );
  return Number(count);
}

const TICKETS = `
create table app.ticket (ticket integer, actor text);
create function app.post_ticket(p_ticket integer, p_actor text default null) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ insert into app.ticket values (p_ticket, p_actor) $$;
comment on function app.post_ticket is $c$
Take a ticket.

@http       POST /v1/tickets
@scope      trial:run
@idempotent ticket
@timeout    2s
@rate       tickets 3/60s
$c$;
create function app.get_ticket(p_ticket integer) returns boolean
language sql stable as 'select true';
comment on function app.get_ticket is $c$
Look at a ticket.

@http    GET /v1/tickets/{ticket}
@scope   trial:run
@timeout 2s
@rate    tickets 3/60s
$c$;
create function app.get_queue() returns boolean language sql stable as 'select true';
comment on function app.get_queue is $c$
Look at the queue.

@http    GET /v1/queue
@public
@timeout 2s
@rate    looks 1/60s
$c$;
`;

test.run();
