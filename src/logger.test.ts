import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { Writable } from 'node:stream';

import winston from 'winston';

import { logQuickly, openLog, redact } from './logger.ts';

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

test('logs quickly what the log itself would have logged', () => {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
      done();
    },
  });
  const log = openLog('info').clear().add(new winston.transports.Stream({ stream }));
  const fields = { route: '/v1/items', ms: 7.5, actor: `no ${KEY}`, token: 'x', none: undefined };
  log.info('request', fields);
  logQuickly(log, 'request', fields);
  log.level = 'warn';
  logQuickly(log, 'request', fields);
  const [slow, quick] = lines.map(({ timestamp: _, ...rest }) => rest);
  assert.is(lines.length, 2);
  assert.equal(quick, slow);
  assert.match(String(lines[1]?.['timestamp']), /^\d{4}-\d\d-\d\dT.*Z$/);
});

test.run();
