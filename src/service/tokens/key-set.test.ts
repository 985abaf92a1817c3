import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';

import { exportJWK, generateKeyPair } from 'jose';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { fetchKeySet } from './fetch-key-set.ts';
import { KeySetAway, openKeySet } from './key-set.ts';
import type { KeySetDocument } from './token-options.ts';

const test = suite('openKeySet');

const TOKEN = { payload: '', signature: '' };
const headerOf = (kid: string) => ({ alg: 'ES256', kid });

async function keyOf(kid: string) {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
}

const first = await keyOf('first');
const second = await keyOf('second');

/** An issuer on this machine; `answer` says how it answers. */
const issuer = {
  asked: 0,
  answer: (response: ServerResponse): void => void response.end(JSON.stringify({ keys: [first] })),
};
const answersWith = (document: unknown, status = 200) => {
  issuer.answer = (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof document === 'string' ? document : JSON.stringify(document));
  };
};
const server = createServer((request, response) => {
  issuer.asked++;
  if (request.url === '/moved') {
    response.writeHead(302, { Location: '/keys' }).end();
    return;
  }
  issuer.answer(response);
});
let url = '';

test.before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
});
test.before.each(() => {
  issuer.asked = 0;
  answersWith({ keys: [first] });
});
test.after(() => void server.close());

function open() {
  const clock = { now: 0 };
  const faults: string[] = [];
  const source = { first: null, look: () => fetchKeySet(url), everyMs: 300_000 };
  const find = openKeySet(
    source,
    (fault) => faults.push(fault),
    () => clock.now,
  );
  const has = (kid: string) =>
    Promise.resolve(find(headerOf(kid), TOKEN)).then(
      () => true,
      () => false,
    );
  return { clock, faults, find, has };
}

test('fetches the keys once, when the first token comes', async () => {
  const { has } = open();
  assert.is(issuer.asked, 0);
  assert.equal([await has('first'), await has('first'), issuer.asked], [true, true, 1]);
});

test('looks for a key that is new, for made-up ones once in five seconds', async () => {
  const { clock, has } = open();
  assert.is(await has('first'), true);
  answersWith({ keys: [first, second] });
  clock.now += 5_000;
  assert.is(await has('second'), true);
  assert.is(issuer.asked, 2);
  for (let i = 0; i < 20; i++) assert.is(await has(`made-up-${i}`), false);
  assert.is(issuer.asked, 2);
});

test('knows a key no longer once the issuer has taken it back', async () => {
  const { clock, has } = open();
  assert.is(await has('first'), true);
  answersWith({ keys: [second] });
  clock.now += 300_000;
  while (await has('first')) await setImmediate(); // the one that starts the look doesn't wait
  assert.is(await has('second'), true);
});

for (const [name, plant, says] of [
  ['answers with a fault', () => answersWith('planted', 500), 'answered 500'],
  ['answers with no key set', () => answersWith('planted'), 'is no key set'],
  ['tells a secret', () => answersWith({ keys: [{ kty: 'oct', k: 'planted' }] }), 'or private key'],
  ['tells a private key', () => answersWith({ keys: [{ ...first, d: 'planted' }] }), 'or private'],
  ['hangs up', () => (issuer.answer = (response) => response.destroy()), "can't be fetched"],
] as const) {
  test(`keeps the keys it has when the issuer ${name}, and says so`, async () => {
    const { clock, has, faults } = open();
    assert.is(await has('first'), true);
    plant();
    clock.now += 300_000;
    assert.is(await has('second'), false);
    assert.is(await has('first'), true);
    assert.match(faults.join(), says);
    assert.not.match(faults.join(), 'planted');
  });
}

test('is at a loss when there were never any keys', async () => {
  answersWith('', 500);
  const error = await Promise.resolve(open().find(headerOf('first'), TOKEN)).catch(
    (reason: unknown) => reason,
  );
  assert.instance(error, KeySetAway);
});

test('follows no redirect: who redirects could name the keys', async () => {
  const found = await fetchKeySet(url.replace('/keys', '/moved'));
  assert.equal([found.ok, issuer.asked], [false, 1]);
});

test('reads a key set as the settings do', async () => {
  const found = await fetchKeySet(url);
  const document: KeySetDocument | null = found.ok ? found.value : null;
  assert.equal(document, { keys: [first] });
});

test.run();
