import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../cluster/logins.ts';
import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialCertificates } from '../cluster/trial-certificate.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { encryptServer } from '../cluster/trial-servers.ts';
import { connect, type Database } from '../db/connect.ts';
import { type FlywayOptions, info, migrate, validate } from './flyway.ts';
import { classArchive } from './java-command.ts';
import { changeTree, TREE, writeTrialTree } from './trial-tree.ts';

const test = suite('migrate');
const config = makeTrialProject({ environment: { FLYWAY_URL: 'jdbc:postgresql://nowhere/x' } });
const { cluster } = await startCluster(config, { durable: false });
const target = connectionOf(config, cluster, 'deploy');
const admin: Database = connect({ ...connectionOf(config, cluster, 'superuser'), max: 2 });

writeTrialTree(config);
changeTree(config, {
  'sql/V/V0002__run.sql': `create table app.run (run_id bigint generated always as identity);
`,
  'sql/callbacks/afterMigrate.sql': 'insert into app.run default values;\n',
});

test.after(async () => {
  await admin.$pool.end();
  await removeTrialProject(config);
});

test('applies all files in order, each as the owner', async () => {
  const result = await run();
  assert.ok(result.ok, JSON.stringify(result));
  assert.equal(
    result.value.map(({ version, description }) => `${version} ${description}`),
    ['0001 app', '0002 run', 'null 10 app.twice'],
  );
  const owners = await admin.any<{ owner: string }>(OWNERS);
  assert.equal(owners, [{ owner: 'procwright_owner' }]);
});

test('calls back after a run that found nothing to do', async () => {
  const before = await admin.one<{ count: string }>('select count(*) from app.run');
  assert.equal(await run(), { ok: true, value: [] });
  const after = await admin.one<{ count: string }>('select count(*) from app.run');
  assert.is(Number(after.count), Number(before.count) + 1);
});

test('keeps an archive of classes for the next start', () => {
  assert.ok(existsSync(classArchive(config).file));
});

test('tells file, line and state of what failed, and leaves nothing of it', async () => {
  const path = 'sql/V/V0003__broken.sql';
  changeTree(config, { [path]: 'create table app.half ();\n\nselect 1 / 0;\n' });
  const result = await run();
  assert.not(result.ok);
  const [fault] = result.ok ? [] : result.faults;
  assert.is(fault?.file, `${config.root}/${path}`);
  assert.is(fault?.line, 3);
  assert.is(fault?.sqlState, '22012');
  assert.is(fault?.message, 'ERROR: division by zero');
  const { half } = await admin.one<{ half: unknown }>("select to_regclass('app.half') as half");
  assert.is(half, null);
  changeTree(config, { [path]: null });
});

test('tries again while a lock is not to be had', async () => {
  const path = 'sql/V/V0003__lock.sql';
  changeTree(config, { [path]: 'alter table app.item add column note text;\n' });
  const pauses: number[] = [];
  const holder = await admin.connect();
  await holder.none('begin; lock table app.item');
  const pause = (attempt: number): number => {
    pauses.push(attempt);
    if (attempt === 2) void holder.none('rollback');
    return 1;
  };
  const result = await run({ pause });
  holder.done();
  assert.ok(result.ok, JSON.stringify(result));
  assert.equal(pauses, [1, 2]);
});

test('gives up on a lock after five attempts', async () => {
  const path = 'sql/V/V0004__lock.sql';
  changeTree(config, { [path]: 'alter table app.item add column other text;\n' });
  const pauses: number[] = [];
  const holder = await admin.connect();
  await holder.none('begin; lock table app.item');
  const result = await run({ pause: (attempt) => pauses.push(attempt) });
  await holder.none('rollback');
  holder.done();
  assert.equal(pauses, [1, 2, 3, 4]);
  assert.is(result.ok ? null : result.faults[0]?.kind, 'lock');
  changeTree(config, { [path]: null });
});

test('finds a file that was changed after it was applied', async () => {
  const path = 'sql/V/V0001__app.sql';
  assert.equal(await validate(config, target), { ok: true, value: null });
  changeTree(config, { [path]: `${TREE[path]}-- changed\n` });
  const result = await validate(config, target);
  const faults = result.ok ? [] : result.faults;
  assert.equal(
    faults.map(({ kind, file }) => [kind, file]),
    [['checksum', `${config.root}/${path}`]],
  );
  const run2 = await run();
  assert.is(run2.ok ? null : run2.faults[0]?.kind, 'checksum');
  changeTree(config, { [path]: TREE[path] });
});

test('tells the state of every file', async () => {
  changeTree(config, { 'sql/V/V0009__later.sql': 'select 1;\n' });
  const result = await info(config, target);
  const states = result.ok ? result.value : [];
  assert.equal(
    states.filter(({ state }) => state === 'Pending').map(({ version }) => version),
    ['0009'],
  );
  changeTree(config, { 'sql/V/V0009__later.sql': null });
});

test('says that there is no server', async () => {
  const result = await migrate(config, { url: 'postgres://x@127.0.0.1:1/x', password: '' });
  assert.is(result.ok ? null : result.faults[0]?.kind, 'connection');
});

test('keeps to what a URL says of certificates', async () => {
  const here = makeTrialCertificates(['127.0.0.1']);
  await encryptServer(admin, here.server);
  const asked = async (root: string) => {
    const rootFile = join(config.root, 'root.crt');
    writeFileSync(rootFile, root);
    const servers = [{ host: cluster.host, port: cluster.port }] as const;
    const reach = { servers, tls: { mode: 'verify-full', rootFile }, wants: 'primary' } as const;
    return (await info(config, { ...target, reach })).ok;
  };
  assert.is(await asked(here.root), true);
  assert.is(await asked(makeTrialCertificates(['127.0.0.1']).root), false);
});

function run(options: FlywayOptions = {}): ReturnType<typeof migrate> {
  return migrate(config, target, options);
}

const OWNERS = `
select distinct pg_get_userbyid(c.relowner) as owner
from pg_class as c
where
    c.relname in ('flyway_schema_history', 'item', 'run')
    and c.relkind = 'r'
`;

test.run();
