import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Service } from '../options/service-options.ts';
import { ask, openTrialService, pointersOf, type TrialService } from '../trial/trial-service.ts';

const test = suite('readIfMatch');
let trial: TrialService;
let service: Service;

test.before(async () => {
  trial = await openTrialService();
  await trial.database.admin.none(SIGNS);
  service = await trial.start();
});
test.after(async () => {
  await service?.stop(); // neither is there when before failed
  await trial?.close();
});

/** Writes the sign, on a condition. */
const write = (text: string, headers: Readonly<Record<string, string>>, path = '/v1/sign') =>
  ask(service, path, { body: { text }, headers });

const tagOf = async () => (await ask(service, '/v1/sign')).headers.get('etag') ?? '';

test('gives the version that was read, and tells who comes too late', async () => {
  const tag = await tagOf();
  const first = await write('a', { 'If-Match': tag });
  assert.equal([first.status, first.json['text']], [200, 'a']);
  const late = await write('b', { 'If-Match': tag });
  assert.is(late.status, 412);
  assert.is(late.json['code'], 'AP501');
  assert.equal(pointersOf(late), ['#/if_version']);
  assert.is((await write('b', { 'If-Match': await tagOf() })).status, 200);
});

test('lets one of many at once through', async () => {
  const tag = await tagOf();
  const all = await Promise.all(
    ['a', 'b', 'c', 'd'].map((text) => write(text, { 'If-Match': tag })),
  );
  assert.equal(all.map(({ status }) => status).sort(), [200, 412, 412, 412]);
});

test('compares nothing where there is no condition, or any version will do', async () => {
  assert.is((await write('c', {})).status, 200);
  assert.is((await write('d', { 'If-Match': '*' })).status, 200);
});

test('asks for the condition where a routine needs one', async () => {
  for (const headers of [{}, { 'If-Match': '*' }]) {
    const { status, json } = await write('x', headers, '/v1/strict-sign');
    assert.equal([status, json['code']], [428, 'condition-missing']);
  }
  assert.is((await write('x', { 'If-Match': await tagOf() }, '/v1/strict-sign')).status, 200);
});

for (const [field, status, code] of [
  ['W/"1"', 412, 'condition-failed'],
  ['1', 400, 'request-invalid'],
  ['"1", "2"', 400, 'request-invalid'],
  ['"a"', 400, 'input-invalid'],
] as const) {
  test(`answers ${status} to If-Match: ${field}`, async () => {
    const answer = await write('x', { 'If-Match': field });
    assert.equal([answer.status, answer.json['code']], [status, code]);
  });
}

for (const [name, headers, asking] of [
  ['If-Match where nothing is compared', { 'If-Match': '"1"' }, { body: { name: 'x' } }],
  ['If-None-Match of a POST', { 'If-None-Match': '*' }, { body: { name: 'x' } }],
] as const) {
  test(`refuses ${name}, which would be broken silently`, async () => {
    const { status, json } = await ask(service, '/v1/echo', { ...asking, headers });
    assert.equal([status, json['code']], [400, 'condition-unkept']);
  });
}

test('refuses If-Match of a GET', async () => {
  const { json } = await ask(service, '/v1/sign', { headers: { 'If-Match': '"1"' } });
  assert.is(json['code'], 'condition-unkept');
});

test('takes the version from nowhere else', async () => {
  const { json } = await ask(service, '/v1/sign', { body: { text: 'x', if_version: '1' } });
  assert.is(json['code'], 'input-invalid');
  assert.match(JSON.stringify(json), 'It belongs to the header, not to the body.');
});

test('tells of the field, and of 412 and 428, in OpenAPI', async () => {
  const { json } = await ask(service, '/openapi.json');
  const paths = json['paths'] as Record<string, { post: Record<string, object> }>; // our own
  const tell = (path: string) => {
    const { parameters = [], responses = {}, requestBody = {} } = paths[path]?.post ?? {};
    assert.not.match(JSON.stringify(requestBody), 'if_version');
    const fields = (parameters as { name: string; in: string; required: boolean }[])
      .filter(({ name }) => name === 'If-Match')
      .map((one) => [one.name, one.in, one.required]);
    return [...fields, ...Object.keys(responses).filter((status) => /412|428/.test(status))];
  };
  assert.equal(tell('/v1/sign'), [['If-Match', 'header', false], '412']);
  assert.equal(tell('/v1/strict-sign'), [['If-Match', 'header', true], '412', '428']);
  assert.equal(tell('/v1/echo'), []);
});

const BODY = `
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    v_sign app.sign;
begin
    select * into strict v_sign from app.sign for update;
    if v_sign.version <> p_if_version then
        perform inner_app.refuse('AP501', 'It has changed.', '{"argument": "if_version"}');
    end if;
    update app.sign set text = p_text, version = version + 1;
    return query select text, version from app.sign;
end $$;`;

const TAGS = `
@scope      trial:run
@idempotent text
@timeout    2s
@single
@error      AP501 The version is another.`;

const SIGNS = `
create table app.sign (text text, version bigint);
insert into app.sign values ('', 9007199254740993);
create function app.get_sign() returns table (text text, version bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select text, version from app.sign $$;
comment on function app.get_sign is $c$
Read the sign.

@http    GET /v1/sign
@scope   trial:run
@timeout 2s
@single
@etag    version
$c$;
create function app.write_sign(p_text text, p_if_version bigint default null)
returns table (text text, version bigint) ${BODY}
comment on function app.write_sign is $c$
Write the sign.

@http       POST /v1/sign${TAGS}
$c$;
create function app.write_strictly(p_text text, p_if_version bigint)
returns table (text text, version bigint) ${BODY}
comment on function app.write_strictly is $c$
Write the sign, by who has read it.

@http       POST /v1/strict-sign${TAGS}
$c$;
`;

test.run();
