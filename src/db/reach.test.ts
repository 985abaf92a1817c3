import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../cluster/logins.ts';
import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialCertificates } from '../cluster/trial-certificate.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { admitByCertificate, encryptServer } from '../cluster/trial-servers.ts';
import { databaseUrl } from '../settings/database-url.ts';
import { connect, type Database } from './connect.ts';
import type { Tls } from './reach.ts';

const test = suite('tlsOptions');
const folder = mkdtempSync(join(tmpdir(), 'procwright-tls-'));
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });
const target = connectionOf(config, cluster, 'superuser');
const admin: Database = connect({ ...target, max: 1 });
const certificates = makeTrialCertificates(['localhost']);

const fileWith = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};
const ROOT = fileWith('root.crt', certificates.root);
const HOLDER = `postgres://holder@127.0.0.1:${cluster.port}/postgres`;
const OTHER_ROOT = fileWith('other.crt', makeTrialCertificates(['localhost']).root);

test.after(async () => {
  await admin.$pool.end();
  await removeTrialProject(config);
  rmSync(folder, { recursive: true });
});

/** Whether the server sees TLS; what went wrong where there is no connection. */
async function seen(tls: Tls, host = 'localhost'): Promise<string> {
  const servers = [{ host, port: cluster.port }] as const;
  const db = connect({ ...target, max: 1, reach: { servers, tls, wants: 'any' } });
  return db
    .one<{ ssl: boolean }>('select ssl from pg_stat_ssl where pid = pg_backend_pid()')
    .then(
      ({ ssl }) => (ssl ? 'encrypted' : 'plain'),
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
    .finally(() => db.$pool.end());
}

test('meets a server without TLS: prefer goes on in plain, require does not', async () => {
  assert.is(await seen({ mode: 'disable' }), 'plain');
  assert.is(await seen({ mode: 'prefer' }), 'plain');
  assert.match(await seen({ mode: 'require' }), 'does not support SSL');
  assert.match(await seen({ mode: 'verify-full', rootFile: ROOT }), 'does not support SSL');
});

test('gets a certificate', async () => {
  await encryptServer(admin, certificates.server);
});

for (const [name, tls, host, says] of [
  ['disable', { mode: 'disable' }, 'localhost', /^plain$/],
  ['prefer', { mode: 'prefer' }, 'localhost', /^encrypted$/],
  ['require, whoever signed', { mode: 'require' }, '127.0.0.1', /^encrypted$/],
  ['require with a root', { mode: 'require', rootFile: ROOT }, '127.0.0.1', /^encrypted$/],
  [
    'require with another root',
    { mode: 'require', rootFile: OTHER_ROOT },
    'localhost',
    /signature|issuer|verif/,
  ],
  ['verify-ca, by another name', { mode: 'verify-ca', rootFile: ROOT }, '127.0.0.1', /^encrypted$/],
  [
    'verify-ca, another root',
    { mode: 'verify-ca', rootFile: OTHER_ROOT },
    'localhost',
    /signature|issuer|verif/,
  ],
  ['verify-full', { mode: 'verify-full', rootFile: ROOT }, 'localhost', /^encrypted$/],
  [
    'verify-full, another name',
    { mode: 'verify-full', rootFile: ROOT },
    '127.0.0.1',
    /IP: 127\.0\.0\.1/,
  ],
  [
    'verify-full by the system',
    { mode: 'verify-full', rootFile: 'system' },
    'localhost',
    /issuer|verif/,
  ],
  ['verify-full without a root', { mode: 'verify-full' }, 'localhost', /issuer|verif/],
] as const) {
  test(`keeps to ${name}`, async () => {
    const found = await seen(tls, host);
    assert.match(found, says, found);
  });
}

test('shows its own certificate where the server asks for one', async () => {
  await admitByCertificate(admin, 'holder', certificates.root);
  const url = (how: string) => {
    const login = `postgres://holder@127.0.0.1:${cluster.port}/postgres?sslmode=require`;
    const read = databaseUrl(`${login}${how}`);
    assert.ok(read.ok, JSON.stringify(read));
    return read.value.reach;
  };
  const holder = async (how: string): Promise<string> => {
    const db = connect({ ...target, url: HOLDER, max: 1, reach: url(how) });
    return db
      .one<{ name: string }>(
        'select client_dn as name from pg_stat_ssl where pid = pg_backend_pid()',
      )
      .then(
        ({ name }) => name,
        (error: unknown) => (error instanceof Error ? error.message : ''),
      )
      .finally(() => db.$pool.end());
  };
  const filesOf = ({ certificate, key }: typeof certificates.client, name: string): string =>
    `&sslcert=${fileWith(`${name}.crt`, certificate)}&sslkey=${fileWith(`${name}.key`, key)}`;
  assert.is(await holder(filesOf(certificates.client, 'holder')), '/CN=holder');
  assert.match(await holder(''), 'requires a valid client certificate');
  assert.match(await holder(filesOf(certificates.server, 'server')), 'failed for user "holder"');
  // whichever TLS tells first
  const stranger = makeTrialCertificates([]).client;
  assert.match(await holder(filesOf(stranger, 'stranger')), /alert|ECONNRESET|EPIPE/);
});

test('is led by the URL, and not by what the environment says to libpq', async () => {
  const how = `sslmode=verify-full&sslrootcert=${ROOT}`;
  const url = `postgres://localhost:${cluster.port}/postgres?${how}`;
  const read = databaseUrl(url);
  assert.ok(read.ok, JSON.stringify(read));
  assert.is(await seen(read.value.reach.tls), 'encrypted');

  process.env['PGSSLMODE'] = 'require';
  const db = connect({ ...target, max: 1 });
  const row = await db.one('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
  delete process.env['PGSSLMODE'];
  await db.$pool.end();
  assert.equal(row, { ssl: false });
});

test.run();
