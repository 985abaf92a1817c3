import { readdirSync, readFileSync, statSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { ProjectConfig } from '../config.ts';
import { connect } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { clusterPlace } from './cluster-place.ts';
import { connectionOf, passFile, provisionLogins } from './logins.ts';
import { startCluster } from './private-cluster.ts';
import { runPsql } from './psql.ts';
import { makeTrialProject, removeTrialProject } from './trial-project.ts';

const test = suite('provisionLogins');
const config = makeTrialProject({
  logins: {
    deploy: ['procwright_migrator'],
    reader: ['app_read'],
    writer: ['app_read', 'app_write'],
    operator: [],
  },
});

test.after(() => removeTrialProject(config));

test('names the groups that no migration has made, and whose they are', async () => {
  const { cluster } = await startCluster(config);
  const fault = await provisionLogins(config, cluster).catch((error: unknown) => error);
  assert.instance(fault, CommandFault);
  assert.is((fault as CommandFault).exitCode, EXIT.usage);
  assert.match((fault as CommandFault).message, 'app_read, app_write of reader, writer');
});

test('gives each login its groups, its settings, the right to connect, and no more', async () => {
  const { cluster } = await startCluster(config);
  await asSuperuser('create role app_read; create role app_write; create role app_old');
  await provisionLogins(config, cluster);
  await asSuperuser('grant app_old to reader; alter role reader set work_mem = 64; reset role');
  await provisionLogins(config, cluster);
  assert.equal(await factsOf('reader'), {
    groups: ['app_read'],
    read_only: 'on',
    statement_timeout: '3s',
    lock_timeout: '0',
    idle_timeout: '5s',
    work_mem: '4MB',
    temporary: false,
  });
  assert.equal(await factsOf('writer'), {
    groups: ['app_read', 'app_write'],
    read_only: 'off',
    statement_timeout: '5s',
    lock_timeout: '1s',
    idle_timeout: '5s',
    work_mem: '4MB',
    temporary: false,
  });
});

test('keeps the passwords that are there', async () => {
  const { cluster } = await startCluster(config);
  const before = readFileSync(passFile(config), 'utf8');
  await Promise.all([provisionLogins(config, cluster), provisionLogins(config, cluster)]);
  assert.is(readFileSync(passFile(config), 'utf8'), before);
  assert.is(statSync(passFile(config)).mode & 0o777, 0o600);
});

test('lets no password be seen: in no argument list, log, statement or fault', async () => {
  const seen = new Set<string>();
  const watch = setInterval(() => argumentLists().forEach((text) => seen.add(text)), 5);
  const { cluster } = await startCluster(config);
  await provisionLogins(config, cluster);
  await asSuperuser("alter system set log_statement = 'all'; select pg_reload_conf()");
  await provisionLogins(config, cluster);
  const { stderr } = await runPsql(config, cluster, { login: 'reader', database: 'nowhere' });
  const lost = { ...cluster, port: 1 };
  const fault = await provisionLogins(config, lost).catch((error: unknown) => error);
  clearInterval(watch);

  assert.match(stderr, 'database "nowhere" does not exist');
  const log = readFileSync(clusterPlace(config).logFile, 'utf8');
  assert.match(log, 'alter role "reader"');
  const places = [...seen, stderr, log, String(fault), JSON.stringify(fault)].join('\n');
  for (const password of passwords(config)) assert.is(places.includes(password), false);
});

test('refuses a login that would be a role of another meaning', async () => {
  const { cluster } = await startCluster(config);
  for (const name of ['procwright', 'pg_monitor', 'app_read']) {
    const logins = { ...config.project.logins, [name]: [] };
    const odd = { ...config, project: { ...config.project, logins } };
    const fault = await provisionLogins(odd, cluster).catch((error: unknown) => error);
    assert.match(String(fault), `${name} can't be a login`);
  }
});

test('tells a login that the project lacks from one that has no password yet', () => {
  const cluster = { host: '127.0.0.1', port: 1 };
  assert.throws(() => connectionOf(config, cluster, 'riter'), /login riter has no password/);
  assert.is(connectionOf(config, cluster, 'reader').url, 'postgres://reader@127.0.0.1:1/trial');
});

async function asSuperuser(input: string): Promise<void> {
  const { cluster } = await startCluster(config);
  const outcome = await runPsql(config, cluster, { login: 'superuser', database: 'trial', input });
  assert.is(outcome.code, 0, outcome.stderr);
}

async function factsOf(login: string): Promise<unknown> {
  const { cluster } = await startCluster(config);
  const db = connect({ ...connectionOf(config, cluster, login), max: 1 });
  try {
    return await db.one(FACTS);
  } finally {
    await db.$pool.end();
  }
}

function passwords(of: ProjectConfig): readonly string[] {
  const lines = readFileSync(passFile(of), 'utf8').trim().split('\n');
  assert.is(lines.length, 5);
  return lines.map((line) => line.split(':')[4] ?? '');
}

/** Of every process of this machine, as every user of it may read them. */
function argumentLists(): readonly string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      return /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : [];
    } catch {
      return []; // it has ended
    }
  });
}

const FACTS = `
select
    array(
        select g.rolname::text
        from pg_auth_members as m
        join pg_roles as g on g.oid = m.roleid
        join pg_roles as l on l.oid = m.member
        where l.rolname = current_user
        order by g.rolname
    ) as groups,
    current_setting('default_transaction_read_only') as read_only,
    current_setting('statement_timeout') as statement_timeout,
    current_setting('lock_timeout') as lock_timeout,
    current_setting('idle_in_transaction_session_timeout') as idle_timeout,
    current_setting('work_mem') as work_mem,
    has_database_privilege(current_database(), 'temporary') as temporary
`;

test.run();
