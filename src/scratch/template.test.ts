import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../cluster/logins.ts';
import { startCluster } from '../cluster/private-cluster.ts';
import { runPsql } from '../cluster/psql.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { connect } from '../db/connect.ts';
import { CommandFault } from '../exit-code.ts';
import { changeTree, TREE, writeTrialTree } from '../flyway/trial-tree.ts';
import { withClone } from './clone.ts';
import { ensureTemplate, TEST_PATH } from './template.ts';

const test = suite('ensureTemplate');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });
const admin = connect({ ...connectionOf(config, cluster, 'superuser', 'postgres'), max: 2 });

writeTrialTree(config);
changeTree(config, { 'sql/tests/_lib/fixture.sql': 'create schema fixture;\n' });

test.after(async () => {
  await admin.$pool.end();
  await removeTrialProject(config);
});

test('is migrated, and has pgTAP and the fixtures', async () => {
  const template = await ensureTemplate(config, cluster);
  const { code, stdout, stderr } = await withClone(config, cluster, template, (database) =>
    runPsql(config, cluster, {
      login: 'superuser',
      database,
      input: "select plan(1); select has_schema('fixture'); select is(app.twice(2), 4::bigint);",
      options: [TEST_PATH],
    }),
  );
  assert.is(code, 0, stderr);
  assert.match(stdout, 'ok 2');
});

test('is built once, by two runs at once too, and used again', async () => {
  changeTree(config, { 'sql/tests/_lib/fixture.sql': 'create schema fixture; -- again\n' });
  const names = await Promise.all([
    ensureTemplate(config, cluster),
    ensureTemplate(config, cluster),
  ]);
  const made = await oidOf(names[0]);
  assert.is(names[0], names[1]);
  assert.is(await ensureTemplate(config, cluster), names[0]);
  assert.is(await oidOf(names[0]), made);
});

test('replaces the one of earlier files', async () => {
  const before = await ensureTemplate(config, cluster);
  changeTree(config, { 'sql/tests/_lib/fixture.sql': 'create schema fixture; -- changed\n' });
  const after = await ensureTemplate(config, cluster);
  assert.is.not(after, before);
  assert.is(await oidOf(before), null);
});

test('minds a test file no more than its name says', async () => {
  const before = await ensureTemplate(config, cluster);
  changeTree(config, { 'sql/tests/10_app/twice.test.sql': '-- changed\n' });
  assert.is(await ensureTemplate(config, cluster), before);
});

for (const [name, path, text, message] of [
  [
    'a migration',
    'sql/R/10_app/R__10_app.twice.sql',
    'select 1;\nselect 1 / 0;\n',
    /R__10_app\.twice\.sql:2: ERROR: division by zero \(SQLSTATE 22012\)/,
  ],
  ['a fixture', 'sql/tests/_lib/fixture.sql', '\nselect 1 / 0;\n', /fixture\.sql:2: ERROR/],
] as const) {
  test(`names file and line of ${name} that fails, and leaves no half`, async () => {
    const good = { [path]: path in TREE ? TREE[path as keyof typeof TREE] : 'select 1;\n' };
    changeTree(config, { [path]: text });
    let fault: unknown;
    await ensureTemplate(config, cluster).catch((error: unknown) => (fault = error));
    assert.instance(fault, CommandFault);
    assert.match((fault as CommandFault).message, message);
    const left = await admin.any("select from pg_database where datname like '%_part'");
    assert.is(left.length, 0);
    changeTree(config, good);
  });
}

async function oidOf(name: string | undefined): Promise<string | null> {
  const row = await admin.oneOrNone<{ oid: string }>(OID, [name]);
  return row?.oid ?? null;
}

const OID = 'select oid::text as oid from pg_database where datname = $1';

test.run();
