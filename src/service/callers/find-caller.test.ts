import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { fail, succeed } from '../../result.ts';
import type { TokenOptions } from '../tokens/token-options.ts';
import { BOX } from '../trial/trial-schema.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('openCallers');
const ITEMS = `/v1/boxes/${BOX}/items`;
let trial: TrialService;

const pair = await generateKeyPair('EdDSA', { extractable: true });
const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k', use: 'sig' }] };
const TOKENS: TokenOptions = {
  keySet: { first: keys, look: () => Promise.resolve(succeed(keys)), everyMs: 5_000 },
  issuer: 'https://issuer.example',
  audience: 'service',
  algorithms: ['EdDSA'],
  scopeClaim: 'scope',
  actorPrefix: '',
  mostAgeMs: 3_600_000,
  skewMs: 5_000,
};

test.before(async () => {
  trial = await openTrialService({ tokens: TOKENS });
});
test.after(() => trial?.close()); // none when before failed

async function headersOf(sub: string, scope: string, lives = '1m') {
  const token = await new SignJWT({ sub, scope })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
    .setIssuer(TOKENS.issuer)
    .setAudience(TOKENS.audience)
    .setIssuedAt()
    .setExpirationTime(lives)
    .sign(pair.privateKey);
  return { Authorization: `Bearer ${token}` };
}

test('takes a token beside the keys, and tells the routine whose it is', async () => {
  const headers = await headersOf('alice', 'item:read');
  assert.is((await ask(trial.service, ITEMS, { key: null, headers })).status, 200);
  assert.is((await ask(trial.service, ITEMS)).status, 200);
  const others = await headersOf('bob', 'item:read');
  assert.is((await ask(trial.service, ITEMS, { key: null, headers: others })).status, 404);
});

test('refuses a token that lacks a scope, and names it', async () => {
  const headers = await headersOf('alice', 'item:write');
  const { status, json, headers: fields } = await ask(trial.service, ITEMS, { key: null, headers });
  assert.equal([status, json['code']], [403, 'scope-missing']);
  assert.match(fields.get('www-authenticate') ?? '', 'scope="item:read"');
});

test('refuses a token that has ended, logs why, and never the token', async () => {
  const headers = await headersOf('alice', 'item:read', '-1m');
  const { status, headers: fields } = await ask(trial.service, ITEMS, { key: null, headers });
  assert.is(status, 401);
  assert.is(fields.get('www-authenticate'), 'Bearer error="invalid_token"');
  const [line] = trial.lines.filter(({ message }) => message === 'token refused');
  assert.is(line?.['reason'], 'ERR_JWT_EXPIRED');
  assert.not.match(JSON.stringify(trial.lines), /eyJ/);
});

test('answers 503 while it has no public keys, and takes API keys meanwhile', async () => {
  const keySet = { first: null, look: () => Promise.resolve(fail(['away'])), everyMs: 5_000 };
  const service = await trial.start({ tokens: { ...TOKENS, keySet } });
  try {
    const headers = await headersOf('alice', 'item:read');
    const answer = await ask(service, ITEMS, { key: null, headers });
    assert.equal([answer.status, answer.json['code']], [503, 'keys-away']);
    assert.is(answer.headers.get('retry-after'), '5');
    assert.is((await ask(service, ITEMS)).status, 200);
  } finally {
    await service.stop();
  }
});

test.run();
