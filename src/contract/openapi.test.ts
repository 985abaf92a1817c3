import { validate } from '@readme/openapi-parser';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCatalog } from '../catalog/read-catalog.ts';
import { openTrialDatabase, type TrialDatabase } from '../scratch/trial-database.ts';
import { BOX, ITEM, makeTrialSchema } from '../service/trial/trial-schema.ts';
import { contractHash } from './contract-hash.ts';
import { endpointsOf } from './endpoint.ts';
import type { Example } from './example.ts';
import { openApiOf } from './openapi.ts';

const test = suite('openApiOf');
let databases: readonly [TrialDatabase, TrialDatabase];

test.before(async () => {
  databases = await Promise.all([openTrialDatabase(), openTrialDatabase()]);
  await databases[1].admin.none('create schema earlier; create type earlier.oid_eater as (a int)');
  for (const { admin } of databases) await makeTrialSchema(admin);
});
test.after(async () => {
  for (const database of databases ?? []) await database.close(); // none when before failed
});

async function catalogOf({ admin }: TrialDatabase) {
  const catalog = await readCatalog(admin, { schema: 'app' });
  assert.ok(catalog.ok);
  return catalog.value;
}

async function documentOf(database: TrialDatabase) {
  const catalog = await catalogOf(database);
  return openApiOf(endpointsOf(catalog), { title: 'trial', version: '1' });
}

/** What the recommended rules find; the licence of what is served is not ours to state. */
async function findings(document: unknown): Promise<readonly string[]> {
  const config = await createConfig({
    extends: ['recommended'],
    rules: { 'info-license': 'off' },
  });
  const problems = await lintFromString({
    source: JSON.stringify(document),
    absoluteRef: 'openapi.json',
    config,
  });
  const second = await validate(structuredClone(document) as Parameters<typeof validate>[0]);
  return [
    ...problems.map(({ ruleId, message, location }) => {
      return `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`;
    }),
    ...(second.valid ? [] : second.errors.map(({ message }) => `openapi-parser: ${message}`)),
  ];
}

test('writes a document without a finding', async () => {
  assert.equal(await findings(await documentOf(databases[0])), []);
});

test('and a broken one is found', async () => {
  const document = await documentOf(databases[0]);
  const found = await findings({ ...document, paths: { '/v1/x': { get: { responses: 1 } } } });
  const checkers = new Set(found.map((line) => line.startsWith('openapi-parser:')));
  assert.is(checkers.size, 2, `one checker found nothing: ${found.join('\n')}`);
});

/** Examples as a run would have recorded them. */
const PUT: Example = {
  call: 'post_item',
  give: { box_id: BOX, item_id: ITEM, quantity: '5' },
  status: 200,
  answer: { item_id: ITEM, quantity: '5', note: null, replayed: false, refusal: null },
};
const REFUSED: Example = {
  ...PUT,
  give: { ...PUT.give, quantity: '501' },
  status: 422,
  answer: {
    type: '/problems/AP303',
    title: 'Full.',
    status: 422,
    code: 'AP303',
    request: 'a',
    retryable: false,
  },
};

test('shows the requests that were executed, at their places', async () => {
  const endpoints = endpointsOf(await catalogOf(databases[0]));
  const info = { title: 'trial', version: '1' };
  const document = openApiOf(endpoints, info, [REFUSED, PUT]);
  assert.equal(await findings(document), []);
  const text = JSON.stringify(document);
  assert.match(text, `"example":{"item_id":"${ITEM}","quantity":"5"}`);
  assert.match(text, `"example":"${BOX}"`);
  assert.match(text, `"example":${JSON.stringify(PUT.answer)}`);
  assert.match(text, `"example":${JSON.stringify(REFUSED.answer)}`);
});

test('and one that breaks its schema is found', async () => {
  const endpoints = endpointsOf(await catalogOf(databases[0]));
  const wrong = { ...PUT, answer: { ...(PUT.answer as object), quantity: 5 } };
  const document = openApiOf(endpoints, { title: 'trial', version: '1' }, [wrong]);
  assert.match((await findings(document)).join(), 'no-invalid-media-type-examples');
});

test('tells types, places and refusals of a route', async () => {
  const { paths } = await documentOf(databases[0]);
  const items = (paths as Record<string, Record<string, Record<string, unknown>>>)[
    '/v1/boxes/{box_id}/items'
  ];
  const { requestBody, responses, security } = items?.['post'] ?? {};
  const text = JSON.stringify(requestBody);
  assert.match(text, '"required":["item_id","quantity"]');
  assert.match(text, '"note":{"type":["string","null"]');
  assert.not.match(text, 'p_');
  assert.not.match(text, 'actor');
  assert.match(JSON.stringify(responses), 'AP303: The box has less room than the quantity.');
  assert.equal(security, [{ key: ['item:write'] }]);
  const parameters = JSON.stringify(items?.['get']?.['parameters']);
  assert.match(parameters, '"name":"cursor"');
  assert.not.match(parameters, '"name":"after"');
});

test('names tokens beside keys where the service takes them', async () => {
  const endpoints = endpointsOf(await catalogOf(databases[0]));
  const document = openApiOf(endpoints, { title: 'trial', version: '1', takesTokens: true });
  assert.equal(await findings(document), []);
  const { components, paths } = document as {
    components: { securitySchemes: Record<string, { bearerFormat: string }> };
    paths: Record<string, Record<string, { security: unknown }>>;
  };
  assert.equal(Object.keys(components.securitySchemes), ['key', 'token']);
  assert.is(components.securitySchemes['token']?.bearerFormat, 'JWT');
  const { security } = paths['/v1/boxes/{box_id}/items']?.['post'] ?? {};
  assert.equal(security, [{ key: ['item:write'] }, { token: ['item:write'] }]);
});

test('asks for a body only where something has to be in it', async () => {
  const { paths } = await documentOf(databases[0]);
  const optional = endpointsOf(await catalogOf(databases[0]))
    .filter(({ route }) => route.method === 'POST')
    .map((endpoint) => ({
      ...endpoint,
      parameters: endpoint.parameters.map((one) => ({ ...one, isRequired: one.place === 'path' })),
    }));
  const other = openApiOf(optional, { title: 'trial', version: '1' });
  const asksFor = (of: unknown) =>
    Object.values(of as Record<string, Record<string, { requestBody?: { required: boolean } }>>)
      .flatMap(({ post }) => post?.requestBody?.required ?? [])
      .some((required) => required);
  assert.is(asksFor(paths), true);
  assert.is(asksFor(other['paths']), false);
});

test('tells of the key that a request needs, and of what comes of it', async () => {
  const endpoints = endpointsOf(await catalogOf(databases[0])).map((endpoint) => {
    const isPost = endpoint.route.method === 'POST';
    const route = { ...endpoint.route, idempotentBy: isPost ? 'header' : null };
    return { ...endpoint, route };
  });
  const document = openApiOf(endpoints, { title: 'trial', version: '1' });
  assert.equal(await findings(document), []);
  const { paths } = document as { paths: Record<string, Record<string, unknown>> };
  const { parameters, responses } = paths['/v1/boxes/{box_id}/items']?.['post'] as {
    readonly parameters: readonly { readonly name: string; readonly required: boolean }[];
    readonly responses: unknown;
  };
  assert.is(parameters.find(({ name }) => name === 'Idempotency-Key')?.required, true);
  const text = JSON.stringify(responses);
  assert.match(text, 'A request with this Idempotency-Key is in progress.');
  assert.match(text, 'The Idempotency-Key was used for another request.');
  assert.match(text, '"Idempotent-Replayed":{');
  assert.not.match(JSON.stringify(paths['/v1/hello']), 'Idempoten');
});

test('hashes two databases with one history alike', async () => {
  const [one, other] = databases;
  assert.is(contractHash(await catalogOf(one)), contractHash(await catalogOf(other)));
});

for (const [what, change] of [
  [
    'a comment',
    `comment on function app.hello is '@http GET /v1/hello\n@public\n@timeout 2s\n@single\nHi.'`,
  ],
  ['a check', 'alter domain app.note drop constraint note_has_length'],
  [
    'a default',
    `create or replace function app.hello(p_name text default 'you', p_actor text
    default null) returns table (greeting text) language sql stable as 'select p_name'`,
  ],
] as const) {
  test(`hashes a contract with another hash after a change of ${what}`, async () => {
    const [database] = databases;
    const before = contractHash(await catalogOf(database));
    await database.admin.none(change);
    assert.is.not(contractHash(await catalogOf(database)), before);
  });
}

test.run();
