import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { changeTree, TREE, type TreeChange, writeTrialTree } from '../flyway/trial-tree.ts';
import { casesOf, type TestCase, totalsOf } from '../output/part.ts';
import { proveUndo } from './prove-undo.ts';

const test = suite('proveUndo');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });

const UP = 'sql/V/V0001__app.sql';
const DOWN = 'sql/U/U0001__app.sql';

writeTrialTree(config);

test.after(() => removeTrialProject(config));
test.after.each(() => changeTree(config, TREE));

/** The last case of a proof with these files changed: the one that it stopped at. */
async function lastCase(files: TreeChange): Promise<TestCase | undefined> {
  changeTree(config, files);
  return casesOf([await proveUndo(config, cluster)]).at(-1);
}

test('passes a way back that leaves nothing', async () => {
  const cases = casesOf([await proveUndo(config, cluster)]);
  assert.equal(totalsOf(cases), { passed: cases.length, failed: 0, skipped: 0 });
  assert.ok(cases.some(({ name }) => name === 'leave nothing behind, all together'));
});

test('shows what a way back leaves, one line an object', async () => {
  const failure = await lastCase({ [DOWN]: 'drop table app.item;\n' });
  assert.is(failure?.verdict, 'failed');
  assert.match(failure?.says ?? '', /schema "app" already exists/);
  const cases = casesOf([await proveUndo(config, cluster)]);
  const left = cases.find(({ name }) => name === 'leaves nothing behind');
  assert.is(left?.file, DOWN);
  assert.match(left?.says ?? '', /^\+ pg_namespace app /m);
});

test('sees a grant that stays, and a default', async () => {
  const failure = await lastCase({
    [UP]: `${TREE[UP]}grant usage on schema public to procwright_migrator;
alter default privileges in schema public grant select on tables to procwright_migrator;
`,
  });
  const cases = casesOf([await proveUndo(config, cluster)]);
  const left = cases.find(({ name }) => name === 'leaves nothing behind')?.says ?? '';
  assert.is(failure?.verdict === 'failed' || left !== '', true);
  assert.match(left, /^\+ pg_namespace public .*procwright_migrator/m);
  assert.match(left, /^\+ pg_default_acl /m);
});

test('faults a migration without a way back', async () => {
  const failure = await lastCase({ [DOWN]: null });
  assert.is(failure?.verdict, 'failed');
  assert.match(failure?.says ?? '', `${DOWN} is missing`);
});

test('takes a stated reason for a missing way back', async () => {
  const text = TREE[UP].replace(/-- Undo .*/, '-- Undo   None: what is forgotten stays so.');
  changeTree(config, { [DOWN]: null, [UP]: text });
  const cases = casesOf([await proveUndo(config, cluster)]);
  assert.is(totalsOf(cases).failed, 0);
  assert.ok(cases.some(({ name }) => name.includes('what is forgotten stays so')));
});

test('tells what the server said of a way back that fails', async () => {
  const failure = await lastCase({ [DOWN]: 'drop table app.itme;\n' });
  assert.is(failure?.name, 'goes down');
  assert.match(failure?.says ?? '', `${DOWN}:1: ERROR:  table "itme" does not exist`);
});

test('sees what only the whole release leaves', async () => {
  const failure = await lastCase({
    'sql/callbacks/afterMigrate.sql': 'create table app.forgotten ();\n',
  });
  changeTree(config, { 'sql/callbacks/afterMigrate.sql': null });
  assert.is(failure?.verdict, 'failed');
  assert.match(failure?.says ?? '', 'cannot drop schema app because other objects depend on it');
});

test.run();
