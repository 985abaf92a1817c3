import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connect } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { SOURCE_OPTIONS } from '../trial-process.ts';
import { clusterPlace } from './cluster-place.ts';
import { clusterStatus } from './cluster-status.ts';
import { connectionOf } from './logins.ts';
import { requireCluster, startCluster, stopCluster } from './private-cluster.ts';
import { makeTrialProject, removeTrialProject, withTrialProject } from './trial-project.ts';

const test = suite('startCluster');
const config = makeTrialProject();

test.after(() => removeTrialProject(config));

test('starts once, though two ask at the same time', async () => {
  const starts = await Promise.all([startCluster(config), startCluster(config)]);
  assert.equal(starts.map(({ started }) => started).sort(), [false, true]);
  assert.equal(starts[0].cluster, starts[1].cluster);
  assert.equal(await requireCluster(config), starts[0].cluster);
});

test('makes what a migration stands on, and shuts the public out', async () => {
  const { cluster } = await startCluster(config);
  const db = connect({ ...connectionOf(config, cluster, 'deploy'), max: 1 });
  try {
    const row = await db.one(FACTS);
    assert.equal(row, {
      owner: 'procwright_owner',
      open_to_all: [],
      can_become_owner: true,
      can_make_roles: true,
      fsync: 'on',
      synchronous_commit: 'on',
      jit: 'off',
      log_parameter_max_length: '0',
      cluster_name: clusterPlace(config).name,
      encoding: 'UTF8',
      method: 'scram-sha-256',
    });
  } finally {
    await db.$pool.end();
  }
});

test('stops once, and starts again on the port of before', async () => {
  const { cluster } = await startCluster(config);
  assert.is(await stopCluster(config), true);
  assert.is(await stopCluster(config), false);
  assert.is(clusterStatus(config).kind, 'down');
  assert.equal((await startCluster(config)).cluster, cluster);
});

test('names the verb that starts it when it is down', async () => {
  await stopCluster(config);
  const fault = await requireCluster(config).catch((error: unknown) => error);
  assert.instance(fault, CommandFault);
  assert.is((fault as CommandFault).exitCode, EXIT.noDatabase);
  assert.is((fault as CommandFault).fix, 'procwright up');
});

test('takes another port when somebody has taken the one of before', async () => {
  const { cluster } = await startCluster(config);
  await stopCluster(config);
  const squatter = createServer().listen(cluster.port, '127.0.0.1');
  await once(squatter, 'listening');
  const again = await startCluster(config);
  squatter.close();
  assert.is.not(again.cluster.port, cluster.port);
  assert.is(again.started, true);
  assert.equal(await requireCluster(config), again.cluster);
});

test('runs beside the cluster of another project', () =>
  withTrialProject(async (other) => {
    const [ours, theirs] = [await startCluster(config), await startCluster(other)];
    assert.is.not(theirs.cluster.port, ours.cluster.port);
    assert.is.not(theirs.cluster.dataFolder, ours.cluster.dataFolder);
    await stopCluster(other, { force: true });
    assert.is(clusterStatus(config).kind, 'ready');
  }));

test('stays up while another process uses it, and while up was said', async () => {
  await startCluster(config);
  const user = await otherUser();
  assert.is(await stopCluster(config), false);
  user.stdin.end();
  await once(user, 'exit');
  await startCluster(config, { keep: true });
  assert.is(await stopCluster(config), false);
  assert.is(clusterStatus(config).isUp, true);
  assert.is(await stopCluster(config, { force: true }), true);
});

test('leaves it to this process to stop what a killed one left', async () => {
  const user = await otherUser();
  user.kill('SIGKILL');
  await once(user, 'exit');
  assert.is((await startCluster(config)).started, true);
  assert.is((await startCluster(config)).started, false);
  assert.is(await stopCluster(config), true);
});

/** Another process that uses the cluster until its input ends. */
async function otherUser() {
  const user = spawn(process.execPath, [...SOURCE_OPTIONS, '-e', USER, config.root]);
  const ended = once(user, 'exit').then(() => Promise.reject(new Error('it did not start')));
  await Promise.race([once(user.stdout, 'data'), ended]);
  ended.catch(() => undefined); // it is asked to, later
  return user;
}

/** Uses the cluster of the project in its first argument until its input ends. */
const USER = `
import { readConfig, requireProject } from '${import.meta.resolve('../config.ts')}';
import { startCluster } from '${import.meta.resolve('./private-cluster.ts')}';
await startCluster(requireProject(readConfig(process.env, process.argv[1])));
console.log('up');
process.stdin.resume();
`;

const FACTS = `
select
    pg_get_userbyid(d.datdba) as owner,
    array(
        select o.datname::text
        from pg_database as o
        where
            o.datname <> 'template0'
            and exists (
                select
                from aclexplode(coalesce(o.datacl, acldefault('d', o.datdba))) as a
                where a.grantee = 0
            )
    ) as open_to_all,
    pg_has_role(current_user, 'procwright_owner', 'member') as can_become_owner,
    (select r.rolcreaterole from pg_roles as r where r.rolname = 'procwright_migrator')
        as can_make_roles,
    current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('jit') as jit,
    current_setting('log_parameter_max_length') as log_parameter_max_length,
    current_setting('cluster_name') as cluster_name,
    pg_encoding_to_char(d.encoding) as encoding,
    current_setting('password_encryption') as method
from pg_database as d
where d.datname = current_database()
`;

test.run();
