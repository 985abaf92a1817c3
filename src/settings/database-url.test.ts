import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { databaseUrl } from './database-url.ts';

const test = suite('databaseUrl');
const SECRET = 'planted-secret';
const HERE = fileURLToPath(import.meta.url);

function read(text: string) {
  const found = databaseUrl(text);
  assert.ok(found.ok, JSON.stringify(found));
  return found.value;
}

test('reads a login, a password, a server and a database', () => {
  assert.equal(read('postgres://me%40x:p%3Aq@db.example:6432/app%20one'), {
    login: 'me@x',
    password: 'p:q',
    database: 'app one',
    reach: {
      servers: [{ host: 'db.example', port: 6432 }],
      tls: { mode: 'prefer' },
      wants: 'any',
    },
  });
});

test('reads several servers, and wants one that writes then', () => {
  const { reach } = read('postgresql://a,[::1]:6432,%2Frun%2Fpg/app');
  assert.equal(reach.servers, [
    { host: 'a', port: 5432 },
    { host: '::1', port: 6432 },
    { host: '/run/pg', port: 5432 },
  ]);
  assert.is(reach.wants, 'read-write');
  assert.is(read('postgres://a,b/app?target_session_attrs=any').reach.wants, 'any');
});

test('reads how a connection is encrypted', () => {
  const files = ['sslrootcert', 'sslcert', 'sslkey'].map((name) => `${name}=${HERE}`).join('&');
  assert.equal(read(`postgres://a/app?sslmode=verify-full&${files}`).reach.tls, {
    mode: 'verify-full',
    rootFile: HERE,
    certificateFile: HERE,
    keyFile: HERE,
  });
  assert.is(
    read('postgres://a/app?sslmode=verify-full&sslrootcert=system').reach.tls.rootFile,
    'system',
  );
});

for (const [text, says] of [
  [SECRET, 'is no URL'],
  [`http://${SECRET}/app`, 'is no URL'],
  [`postgres://${SECRET}@/app`, 'is no URL'],
  [`postgres://a:70000/${SECRET}`, 'is no URL'],
  [`postgres://me:${SECRET}@a`, 'names no database'],
  [`postgres://me:%zz${SECRET}@a/app`, 'begins no character'],
  [`postgres://me:${SECRET}@a/app?sslmode=allow`, 'another sslmode than disable, prefer'],
  [`postgres://a/app?sslmode=${SECRET}`, 'another sslmode'],
  ['postgres://a/app?sslmode=require&sslmode=disable', 'sslmode twice'],
  ['postgres://a/app?sslmode=verify-ca', 'without sslrootcert'],
  [`postgres://a/app?sslmode=verify-ca&sslrootcert=/${SECRET}`, "sslrootcert that can't be read"],
  ['postgres://a/app?sslrootcert=system', 'for sslmode=verify-full alone'],
  [`postgres://a/app?sslcert=${HERE}`, 'one of sslcert and sslkey'],
  [`postgres://a/app?target_session_attrs=standby`, 'another target_session_attrs'],
  [`postgres://a/app?password=${SECRET}`, 'a parameter password: only sslmode'],
] as const) {
  test(`refuses ${text}`.replaceAll(SECRET, '…'), () => {
    const found = databaseUrl(text);
    const faults = found.ok ? [] : found.faults;
    assert.match(faults.join(' '), says);
    assert.not.match(faults.join(' '), SECRET);
  });
}

test.run();
