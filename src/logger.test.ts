import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { redact } from './logger.ts';

const test = suite('redact');
const KEY = `pw_0123456789ab_${'x'.repeat(43)}`;

for (const [name, text, seen] of [
  ['an API key', `key ${KEY} was used`, 'key pw_*** was used'],
  ['a password in a URL', 'at postgres://me:secret@host/db', 'at postgres://me:***@host/db'],
  ['a bearer token', 'Authorization: Bearer abcdefgh', 'Authorization: Bearer ***'],
  ['a JWT', 'eyJhbGciOi.eyJzdWIi.c2ln', 'jwt_***'],
] as const) {
  test(`stars out ${name}`, () => assert.is(redact(text), seen));
}

test('stars out by the name of the key, however deep', () => {
  assert.equal(redact({ a: [{ password: 'x', Authorization: 'y', plain: 'z' }] }), {
    a: [{ password: '***', Authorization: '***', plain: 'z' }],
  });
});

test('stars out an error, its stack included', () => {
  const seen = JSON.stringify(redact(new Error(`no ${KEY}`)));
  assert.not.match(seen, 'xxxx');
  assert.match(seen, 'no pw_***');
});

test('leaves what is no secret', () => {
  assert.equal(redact({ route: '/v1/items', ms: 7, none: null }), {
    route: '/v1/items',
    ms: 7,
    none: null,
  });
});

test.run();
