import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../cluster/logins.ts';
import { startCluster } from '../cluster/private-cluster.ts';
import { runPsql } from '../cluster/psql.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { connect } from '../db/connect.ts';
import { withClone, withCloner, withEmptyDatabase } from './clone.ts';

const test = suite('withClone');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });
const admin = connect({ ...connectionOf(config, cluster, 'superuser', 'postgres'), max: 2 });

test.after(async () => {
  await admin.$pool.end();
  await removeTrialProject(config);
});

test('gives a database with what the template has, and drops it', async () => {
  await admin.none('create database some_template');
  const run = (database: string, input: string) =>
    runPsql(config, cluster, { login: 'superuser', database, input });
  await run('some_template', 'create table kept ()');
  const name = await withClone(config, cluster, 'some_template', async (database) => {
    assert.is((await run(database, 'table kept')).code, 0);
    return database;
  });
  assert.not((await databases()).includes(name));
});

test('drops it after a failure too, and though somebody is connected', async () => {
  const open = connect({ ...connectionOf(config, cluster, 'superuser', 'postgres') });
  let name = '';
  let failure: unknown;
  try {
    await withEmptyDatabase(config, cluster, async (database) => {
      name = database;
      const inside = connect(connectionOf(config, cluster, 'superuser', database));
      inside.$pool.on('error', () => undefined); // its server goes away
      await inside.one('select 1 as one');
      throw new Error('planted');
    });
  } catch (error) {
    failure = error;
  }
  await open.$pool.end();
  assert.is(failure instanceof Error ? failure.message : '', 'planted');
  assert.not((await databases()).includes(name));
});

test('belongs to the owner, as the target does', async () => {
  await withEmptyDatabase(config, cluster, async (database) => {
    const { owner } = await admin.one<{ owner: string }>(OWNER, [database]);
    assert.is(owner, 'procwright_owner');
  });
});

test('drops what dead runs left, and nothing of living ones', async () => {
  await admin.none('create database clone_4711_1');
  await withCloner(config, cluster, ({ withClone: living }) =>
    living('template0', async (database) => {
      await withEmptyDatabase(config, cluster, async () => undefined);
      const names = await databases();
      assert.ok(names.includes(database));
      assert.not(names.includes('clone_4711_1'));
    }),
  );
});

async function databases(): Promise<readonly string[]> {
  const rows = await admin.any<{ datname: string }>('select datname from pg_database');
  return rows.map(({ datname }) => datname);
}

const OWNER = `
select pg_get_userbyid(datdba) as owner
from pg_database
where datname = $1
`;

test.run();
