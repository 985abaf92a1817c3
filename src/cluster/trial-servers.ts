import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ProjectConfig } from '../config.ts';
import type { Database } from '../db/connect.ts';
import { type Outcome, runBinary } from './binaries.ts';
import { clusterPlace } from './cluster-place.ts';
import { freePort } from './launch-server.ts';
import { connectionOf } from './logins.ts';
import type { Cluster } from './private-cluster.ts';
import type { TrialCertificate } from './trial-certificate.ts';

/** For tests: a server that follows the one of a project, by streaming. */
export interface Standby {
  readonly port: number;
  /** Makes it a primary, and waits until it is one. */
  readonly promote: () => Promise<void>;
  /** Ends it without a word, and removes what it has. */
  readonly remove: () => Promise<void>;
}

/** For tests: copies a project's server, and starts the copy as its standby. */
export async function openStandby(config: ProjectConfig, cluster: Cluster): Promise<Standby> {
  const { user } = clusterPlace(config);
  const folder = mkdtempSync(join(tmpdir(), 'procwright-standby-'));
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const run = async (name: string, args: readonly string[]): Promise<Outcome> => {
    const { url, password } = connectionOf(config, cluster, 'superuser');
    const outcome = await runBinary(config, name, args, {
      asServerUser: user,
      binFolder: cluster.binFolder,
      environment: { PGPASSWORD: password, PGUSER: new URL(url).username },
    });
    if (outcome.code !== 0) throw new Error(`${name}: ${outcome.stdout}${outcome.stderr}`);
    return outcome;
  };
  const data = join(folder, 'data');
  const port = await freePort();
  const from = ['-h', cluster.host, '-p', String(cluster.port), '-D', data];
  await run('pg_basebackup', [...from, '-R', '-X', 'stream', '-c', 'fast']);
  const own = `-p ${port} -c unix_socket_directories= -c cluster_name=standby`;
  const at = ['-D', data, '-w'];
  await run('pg_ctl', [...at, '-o', own, '-l', join(folder, 'log'), 'start']);
  return {
    port,
    promote: async () => void (await run('pg_ctl', [...at, 'promote'])),
    remove: async () => {
      await run('pg_ctl', [...at, '-m', 'immediate', 'stop']);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** For tests: gives a server a certificate: it takes TLS then, and plain connections, too. */
export async function encryptServer(
  admin: Database,
  { certificate, key }: TrialCertificate,
): Promise<void> {
  await keepFile(admin, 'server.crt', certificate);
  await keepFile(admin, 'server.key', key);
  await admin.none('alter system set ssl = on');
  await reloadUntil(admin, 'ssl', 'on');
}

/**
 * For tests: makes a login that is known by its certificate alone, over loopback (manual, 21.12).
 */
export async function admitByCertificate(
  admin: Database,
  login: string,
  root: string,
): Promise<void> {
  await admin.none('create role $1:name login', [login]);
  await admin.none('grant connect on database postgres to $1:name', [login]);
  await keepFile(admin, 'root.crt', root);
  const { rules } = await admin.one<{ rules: string }>(
    `select pg_read_file(current_setting('hba_file')) as rules`,
  );
  const rule = `hostssl all ${login} 127.0.0.1/32 cert\n`;
  await keepFile(admin, 'pg_hba.conf', `${rule}${rules}`);
  await admin.none("alter system set ssl_ca_file = 'root.crt'");
  await reloadUntil(admin, 'ssl_ca_file', 'root.crt');
}

/** The server writes it, as it may be another user, and takes a key that is its own alone. */
async function keepFile(admin: Database, file: string, text: string): Promise<void> {
  const { folder } = await admin.one<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  );
  await admin.none(`copy (select $1) to program $2 with (format csv, quote '|', escape '|')`, [
    text.trimEnd(),
    `umask 077; tr -d '|' > ${folder}/${file}`,
  ]);
}

/** Until this session has heard it; the first server hears first, so new ones have, too. */
async function reloadUntil(admin: Database, name: string, value: string): Promise<void> {
  await admin.any('select pg_reload_conf()');
  const heard = () => admin.one<{ value: string }>('select current_setting($1) as value', [name]);
  while ((await heard()).value !== value);
}
