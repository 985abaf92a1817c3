import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Reach } from '../db/reach.ts';
import { jdbcUrl } from './jdbc-url.ts';

const test = suite('jdbcUrl');
const servers = [
  { host: 'a.example', port: 6432 },
  { host: '::1', port: 5432 },
] as const;

/** The parameters for a reach that differs in this. */
function parametersOf(tls: Reach['tls'], wants: Reach['wants'] = 'any') {
  const url = jdbcUrl('postgres://me@a.example:6432/app', { servers, tls, wants });
  const [place, parameters] = url.split('?');
  assert.is(place, 'jdbc:postgresql://a.example:6432,[::1]:5432/app');
  return Object.fromEntries(new URLSearchParams(parameters));
}

test('names the one server of a URL, without TLS', () => {
  assert.is(
    jdbcUrl('postgres://me@[::1]:6432/app'),
    'jdbc:postgresql://[::1]:6432/app?sslmode=disable&ApplicationName=procwright',
  );
});

test('judges certificates as libpq does', () => {
  const own = { ApplicationName: 'procwright' };
  assert.equal(parametersOf({ mode: 'prefer' }), { sslmode: 'prefer', ...own });
  const rooted = { sslmode: 'verify-ca', sslrootcert: '/r', ...own };
  assert.equal(parametersOf({ mode: 'require', rootFile: '/r' }), rooted);
  const { sslfactory } = parametersOf({ mode: 'verify-full', rootFile: 'system' });
  assert.is(sslfactory, 'org.postgresql.ssl.DefaultJavaSSLFactory');
});

test('looks for a server that writes where one is wanted', () => {
  const { targetServerType } = parametersOf({ mode: 'disable' }, 'read-write');
  assert.is(targetServerType, 'primary');
});

test.run();
