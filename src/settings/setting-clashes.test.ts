import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { findClashes } from './setting-clashes.ts';

const test = suite('findClashes');
const NOTHING = { jwks: null, jwksUrl: null, jwtIssuer: null, jwtAudience: null };
const JWKS = { keys: [] };
const URL = 'https://issuer.example/keys';

for (const [name, settings, names] of [
  ['nothing', {}, []],
  ['all that tokens need', { jwks: JWKS, jwtIssuer: 'i', jwtAudience: 'a' }, []],
  ['the same by a URL', { jwksUrl: URL, jwtIssuer: 'i', jwtAudience: 'a' }, []],
  ['keys alone', { jwks: JWKS }, ['JWT_ISSUER', 'JWT_AUDIENCE']],
  ['no audience', { jwksUrl: URL, jwtIssuer: 'i' }, ['JWT_AUDIENCE']],
  ['no keys', { jwtAudience: 'a' }, ['JWKS']],
  [
    'keys twice',
    { jwks: JWKS, jwksUrl: URL, jwtIssuer: 'i', jwtAudience: 'a' },
    ['JWKS and PROCWRIGHT_JWKS_URL'],
  ],
] as const) {
  test(`of ${name}: ${names.length}`, () => {
    const faults = findClashes({ ...NOTHING, ...settings });
    assert.is(faults.length, names.length);
    names.forEach((word, i) => assert.match(faults[i] ?? '', `PROCWRIGHT_${word}`));
  });
}

test('judges nothing of which a part is not known', () => {
  assert.equal(findClashes({ jwks: JWKS, jwksUrl: null, jwtIssuer: null }), []);
});

test.run();
