import { createHmac } from 'node:crypto';

import { base64url, exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { succeed } from '../../result.ts';
import { openTokens } from './find-token.ts';
import { KeySetAway } from './key-set.ts';
import type { KeySetDocument, TokenOptions } from './token-options.ts';

const test = suite('openTokens');
const ISSUER = 'https://issuer.example/';
const AUDIENCE = 'https://service.example';
const NOW_S = 1_900_000_000;

const [known, stranger, rsa] = [
  await generateKeyPair('ES256', { extractable: true }),
  await generateKeyPair('ES256', { extractable: true }),
  await generateKeyPair('RS256', { extractable: true }),
];
const publicKey = { ...(await exportJWK(known.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
const rsaKey = { ...(await exportJWK(rsa.publicKey)), kid: 'r1', use: 'sig' };
const KEYS: KeySetDocument = { keys: [publicKey, rsaKey] };

const CLAIMS: JWTPayload = {
  iss: ISSUER,
  aud: AUDIENCE,
  sub: 'alice',
  iat: NOW_S - 60,
  exp: NOW_S + 60,
  scope: 'item:read item:write',
};

interface Signing {
  readonly key?: typeof known.privateKey;
  readonly header?: object;
}

/** A token of what is usual, with these claims instead; undefined leaves one out. */
function sign(
  claims: Readonly<Record<string, unknown>> = {},
  { key = known.privateKey, header = {} }: Signing = {},
) {
  const all = Object.entries({ ...CLAIMS, ...claims }).filter(([, value]) => value !== undefined);
  return new SignJWT(Object.fromEntries(all))
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', ...header })
    .sign(key);
}

/** Tokens that are judged by a clock that stands where it is put. */
function open(options: Partial<TokenOptions> = {}) {
  const clock = { ms: NOW_S * 1_000 };
  const refused: string[] = [];
  const faults: string[] = [];
  const all: TokenOptions = {
    keySet: { first: KEYS, look: () => Promise.resolve(succeed(KEYS)), everyMs: 5_000 },
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ['ES256', 'EdDSA', 'RS256'],
    scopeClaim: 'scope',
    actorPrefix: 'jwt:',
    mostAgeMs: 3_600_000,
    skewMs: 5_000,
    ...options,
  };
  const news = {
    onRefused: (reason: string) => refused.push(reason),
    onFault: (fault: string) => faults.push(fault),
  };
  return { clock, refused, faults, find: openTokens(all, news, () => clock.ms) };
}

test('finds who a token speaks for, and what it may do', async () => {
  const caller = await open().find(await sign());
  assert.equal(
    [caller?.actor, [...(caller?.scopes ?? [])]],
    ['jwt:alice', ['item:read', 'item:write']],
  );
});

test('takes scopes as a list, and from the claim that is named', async () => {
  const { find } = open({ scopeClaim: 'scp' });
  const caller = await find(await sign({ scp: ['item:read', 7] }));
  assert.equal([...(caller?.scopes ?? [])], ['item:read']);
  assert.equal([...((await open().find(await sign({ scope: undefined })))?.scopes ?? [])], []);
});

const part = (value: object): string => base64url.encode(JSON.stringify(value));
const bare = `${part({ alg: 'none' })}.${part(CLAIMS)}.`;
const pem = await exportSPKI(rsa.publicKey);
const confused = `${part({ alg: 'HS256', kid: 'r1' })}.${part(CLAIMS)}`;
const confusedMac = createHmac('sha256', pem).update(confused).digest('base64url');
const encrypted = `${part({ alg: 'ECDH-ES', enc: 'A256GCM' })}..e30.e30.e30`;
const sound = await sign();
const [head = '', , mac = ''] = sound.split('.');

for (const [name, token, reason] of [
  ['for another audience', sign({ aud: 'https://other.example' }), 'CLAIM_VALIDATION_FAILED'],
  ['of another issuer', sign({ iss: 'https://evil.example/' }), 'CLAIM_VALIDATION_FAILED'],
  ['that has expired', sign({ exp: NOW_S - 6 }), 'EXPIRED'],
  ['that has no end', sign({ exp: undefined }), 'CLAIM_VALIDATION_FAILED'],
  ['that says not when it was made', sign({ iat: undefined }), 'CLAIM_VALIDATION_FAILED'],
  ['that is over an hour old', sign({ iat: NOW_S - 3_606 }), 'EXPIRED'],
  ['that is to be made yet', sign({ iat: NOW_S + 6 }), 'CLAIM_VALIDATION_FAILED'],
  ['that is not good yet', sign({ nbf: NOW_S + 6 }), 'CLAIM_VALIDATION_FAILED'],
  ['of nobody', sign({ sub: undefined }), 'CLAIM_VALIDATION_FAILED'],
  ['of somebody without a name', sign({ sub: '' }), 'ACTOR_INVALID'],
  ['of a name over a line', sign({ sub: 'a\nb' }), 'ACTOR_INVALID'],
  ['of a name that is too long', sign({ sub: 'a'.repeat(137) }), 'ACTOR_INVALID'],
  ['with an unknown key', sign({}, { header: { kid: 'k9' } }), 'NO_MATCHING_KEY'],
  ['signed by a stranger', sign({}, { key: stranger.privateKey }), 'SIGNATURE_VERIFICATION'],
  [
    'that brings its own key',
    sign({}, { key: stranger.privateKey, header: { jwk: await exportJWK(stranger.publicKey) } }),
    'SIGNATURE_VERIFICATION',
  ],
  [
    'by an algorithm that is not named',
    sign({}, { key: rsa.privateKey, header: { alg: 'PS256', kid: 'r1' } }).catch(() => bare),
    'ALG_NOT_ALLOWED',
  ],
  ['that is not signed', bare, 'ALG_NOT_ALLOWED'],
  ['with the public key as secret', `${confused}.${confusedMac}`, 'ALG_NOT_ALLOWED'],
  ['with other claims', `${head}.${part({ ...CLAIMS, sub: 'root' })}.${mac}`, 'SIGNATURE'],
  ['with a critical extension', `${part({ alg: 'ES256', crit: ['x'], x: 1 })}.e30.e30`, 'NOT_SUP'],
  ['of broken JSON', 'eyJhbGciOiJ.e30.e30', 'INVALID'],
] as const) {
  test(`refuses a token ${name}`, async () => {
    const { find, refused } = open();
    assert.is(await find(await token), null);
    assert.match(refused.join(), reason);
  });
}

for (const token of ['', 'x', 'eyJ', `${sound}.x`, ` ${sound}`, `${sound}\n`, encrypted]) {
  test(`does not look into what has not the form of a token: ${token.slice(0, 12)}`, async () => {
    const { find, refused } = open();
    assert.equal([await find(token), refused], [null, []]);
  });
}

test('bears clocks that differ by five seconds', async () => {
  const { find } = open();
  assert.ok(await find(await sign({ exp: NOW_S - 4 })));
  assert.ok(await find(await sign({ iat: NOW_S + 4, nbf: NOW_S + 4 })));
});

test('forgets a token when it ends, and a judgement after five seconds', async () => {
  const { find, clock, refused } = open();
  const token = await sign({ exp: NOW_S + 1 });
  assert.ok(await find(token));
  clock.ms += 4_999;
  assert.ok(await find(token));
  clock.ms += 1_001;
  assert.is(await find(token), null);
  assert.is(await find(token), null);
  assert.is(refused.length, 1);
  clock.ms += 5_000;
  assert.is(await find(token), null);
  assert.is(refused.length, 2);
});

test('says that it knows no keys when there are none, and looks for them', async () => {
  let looks = 0;
  const look = () => {
    looks++;
    return Promise.resolve(looks === 1 ? succeed(null) : succeed(KEYS));
  };
  const { find } = open({ keySet: { first: null, look, everyMs: 300_000 } });
  const error = await find(sound).catch((reason: unknown) => reason);
  assert.instance(error, KeySetAway);
  assert.is(looks, 1);
});

test.run();
