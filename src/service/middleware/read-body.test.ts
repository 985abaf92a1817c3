import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type BadInput, refuses } from '../trial/bad-input.ts';
import {
  type Asking,
  ask,
  keyField,
  openTrialService,
  type TrialService,
} from '../trial/trial-service.ts';

const test = suite('readBody');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

const raw = (body: string): Asking => ({ body });

const CASES: readonly BadInput[] = [
  {
    name: 'a name twice',
    asking: raw('{"item_id":"a","item_id":"b"}'),
    code: 'body-invalid',
    at: ['#/item_id'],
  },
  {
    name: 'a name twice, once escaped',
    asking: raw(String.raw`{"note":"a","\u006eote":"b"}`),
    code: 'body-invalid',
    at: ['#/note'],
  },
  {
    name: 'a prototype',
    asking: raw('{"__proto__":{"quantity":"1"}}'),
    code: 'body-invalid',
    at: ['#/__proto__'],
  },
  {
    name: 'a number that is rounded',
    asking: raw('{"quantity":9007199254740993}'),
    code: 'body-invalid',
    at: ['#/quantity'],
  },
  {
    name: 'a NUL',
    asking: raw(String.raw`{"note":"\u0000"}`),
    code: 'body-invalid',
    at: ['#/note'],
  },
  {
    name: 'half a surrogate pair',
    asking: raw(String.raw`{"note":"\ud800"}`),
    code: 'body-invalid',
    at: ['#/note'],
  },
  {
    name: 'brackets without end',
    asking: raw('{"note":' + '['.repeat(100_000)),
    code: 'body-invalid',
    at: [`#/note${'/0'.repeat(15)}`],
  },
  { name: 'broken JSON', asking: raw('{"note":'), code: 'body-invalid', at: ['#/note'] },
  { name: 'a list as body', asking: raw('[]'), code: 'body-invalid', at: ['#'] },
  { name: 'null as body', asking: raw('null'), code: 'body-invalid', at: ['#'] },
  {
    name: 'bytes that are no UTF-8',
    asking: { body: new Blob([Uint8Array.of(0x22, 0xff, 0x22)]) },
    code: 'body-invalid',
    at: ['#'],
  },
  {
    name: 'a body over 256 KiB',
    asking: raw(`{"note":"${'a'.repeat(256 * 1024)}"}`),
    status: 413,
    code: 'body-too-large',
  },
  {
    name: 'a body that is no JSON',
    asking: { ...raw('a=b'), headers: { 'Content-Type': 'text/plain' } },
    status: 415,
    code: 'media-type-unknown',
  },
  {
    name: 'a body in another encoding',
    asking: { ...raw('{}'), headers: { 'Content-Encoding': 'gzip' } },
    status: 415,
    code: 'media-type-unknown',
  },
  {
    name: 'a body in another character set',
    asking: { ...raw('{}'), headers: { 'Content-Type': 'application/json; charset=utf-16' } },
    status: 415,
    code: 'media-type-unknown',
  },
];

for (const input of CASES) {
  test(`${input.name} is a problem, and says where`, () => refuses(trial, input));
}

test('a body of 256 KiB passes', async () => {
  const body = { name: 'a'.repeat(256 * 1024 - '{"name":""}'.length) };
  assert.is((await ask(trial.service, '/v1/echo', { body })).status, 200);
});

test('a body that says no length is measured as it comes', async () => {
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode(`"${'a'.repeat(64 * 1024)}"`));
    },
  });
  const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
  const headers = { ...keyField('alice'), 'Content-Type': 'application/json' };
  const status = await fetch(trial.service.url + '/v1/echo', { ...init, headers }).then(
    (response) => response.status,
    () => 413, // the connection may be gone before the client has read the answer
  );
  assert.is(status, 413);
});

test.run();
