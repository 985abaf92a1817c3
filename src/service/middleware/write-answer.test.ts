import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Service } from '../options/service-options.ts';
import { ITEMS } from '../trial/bad-input.ts';
import { ITEM } from '../trial/trial-schema.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('writeAnswer');
let trial: TrialService;
let service: Service;

test.before(async () => {
  trial = await openTrialService();
  await trial.database.admin.none(DRAFT);
  service = await trial.start();
});
test.after(async () => {
  await service?.stop(); // neither is there when before failed
  await trial?.close();
});

const get = (path: string, tag?: string, method = 'GET') =>
  ask(service, path, { method, headers: tag === undefined ? {} : { 'If-None-Match': tag } });

test('tags an answer by its version, and tells who has it so', async () => {
  const first = await get('/v1/draft');
  assert.is(first.headers.get('etag'), '"9007199254740993"');
  const again = await get('/v1/draft', first.headers.get('etag') ?? '');
  assert.equal([again.status, again.text], [304, '']);
  assert.is(again.headers.get('etag'), first.headers.get('etag'));
  assert.is(again.headers.get('content-type'), null);
});

test('tags any other answer by its body, a list too', async () => {
  for (const path of [`${ITEMS}/${ITEM}`, ITEMS, `${ITEMS}?limit=1`]) {
    const first = await get(path);
    const tag = first.headers.get('etag') ?? '';
    assert.match(tag, /^W\/"[\w-]{22}"$/);
    assert.is((await get(path, `"other", ${tag}`)).status, 304);
    assert.is((await get(path, '"other"')).status, 200);
  }
});

test('keeps the link to the next page when there is nothing new', async () => {
  const first = await get(`${ITEMS}?limit=1`);
  const again = await get(`${ITEMS}?limit=1`, first.headers.get('etag') ?? '');
  assert.is(again.status, 304);
  assert.is(again.headers.get('link'), first.headers.get('link'));
  assert.match(again.headers.get('link') ?? '', 'rel="next"');
});

test('answers another tag when a row has come', async () => {
  const before = await get(`${ITEMS}?note=tagged`);
  const body = { item_id: '00000000-0000-7000-8000-000000000099', quantity: '1', note: 'tagged' };
  await ask(service, ITEMS, { body });
  const after = await get(`${ITEMS}?note=tagged`, before.headers.get('etag') ?? '');
  assert.is(after.status, 200);
  assert.is.not(after.headers.get('etag'), before.headers.get('etag'));
});

test('answers HEAD with the same fields, 304 as well', async () => {
  const full = await get('/v1/draft');
  const head = await get('/v1/draft', undefined, 'HEAD');
  for (const name of ['etag', 'cache-control', 'vary', 'content-length']) {
    assert.is(head.headers.get(name), full.headers.get(name));
  }
  assert.is((await get('/v1/draft', full.headers.get('etag') ?? '', 'HEAD')).status, 304);
});

for (const [path, cacheControl, vary] of [
  ['/v1/draft', 'private, max-age=5', 'Authorization'],
  [ITEMS, 'private, no-cache', 'Authorization'],
  ['/v1/hello', 'public, no-cache', null],
] as const) {
  test(`says of ${path} what a cache may do: ${cacheControl}`, async () => {
    const { headers } = await get(path);
    assert.is(headers.get('cache-control'), cacheControl);
    assert.is(headers.get('vary'), vary);
  });
}

test('says that what writes, and what is refused, is kept nowhere', async () => {
  for (const body of [{ name: 'kept' }, { nothing: 1 }]) {
    const { headers } = await ask(service, '/v1/echo', { body });
    assert.is(headers.get('cache-control'), 'no-store');
    assert.is(headers.get('etag'), null);
  }
});

test('gives no list that is longer than its contract says', async () => {
  assert.is((await get('/v1/rows?count=2')).text, '[{"place":1},{"place":2}]');
  const { status, headers } = await get('/v1/rows?count=3');
  assert.is(status, 500);
  const line = trial.lines.find(
    ({ request, message }) => request === headers.get('request-id') && message !== 'request',
  );
  assert.match(JSON.stringify(line), 'gave 3 rows; its contract says 2 at most');
});

const DRAFT = `
create function app.get_draft() returns table (version bigint, note text)
language sql stable as $$ select 9007199254740993, 'x' $$;
comment on function app.get_draft is $c$
Read the draft.

@http    GET /v1/draft
@scope   item:read
@timeout 2s
@single
@cache   5s
@etag    version
$c$;
create function app.list_rows(p_count integer) returns table (place integer)
language sql stable as $$ select generate_series(1, p_count) $$;
comment on function app.list_rows is $c$
List rows.

@http    GET /v1/rows
@public
@timeout 2s
@most    2
$c$;
`;

test.run();
