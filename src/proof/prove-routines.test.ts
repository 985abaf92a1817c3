import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { changeTree, TREE, writeTrialTree } from '../flyway/trial-tree.ts';
import { casesOf, NOTHING, type TestCase, totalsOf } from '../output/part.ts';
import { failureLines, groupLine } from '../output/text.ts';
import { proveRoutines } from './prove-routines.ts';

const test = suite('proveRoutines');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });

writeTrialTree(config);

test.after(() => removeTrialProject(config));

/** Runs one file with this text; what failed. */
async function failuresOf(text: string): Promise<readonly TestCase[]> {
  const file = 'sql/tests/10_app/planted.test.sql';
  changeTree(config, { [file]: text });
  const part = await proveRoutines(config, cluster, { files: [file] });
  changeTree(config, { [file]: null });
  return casesOf([part]).filter(({ verdict }) => verdict === 'failed');
}

test('passes a project whose tests are whole', async () => {
  const part = await proveRoutines(config, cluster);
  assert.equal(totalsOf(casesOf([part])), { passed: 2, failed: 0, skipped: 0 });
  assert.match(
    groupLine(part.groups[0] ?? { name: '', seconds: 0, cases: [] }),
    'ok 10_app/twice 2',
  );
});

test('shows a failed assertion: its line, have and want, notices, the way to run it', async () => {
  const file = 'sql/tests/10_app/planted.test.sql';
  changeTree(config, {
    [file]: `begin;
select plan(1);
do $$ begin raise notice 'seen on the way'; end $$;
select is(
    app.twice(2),
    5::bigint,
    'doubles what''s given'
);
select finish();
rollback;
`,
  });
  const part = await proveRoutines(config, cluster, { files: [file] });
  changeTree(config, { [file]: null });
  const lines = failureLines(part.groups).join('\n');
  assert.match(lines, `${file}:7 doubles what's given`);
  assert.match(lines, /have: 4\n.*want: 5/);
  assert.match(lines, 'NOTICE:  seen on the way');
  assert.match(lines, `alone: procwright test ${file}`);
});

for (const [name, text, message] of [
  [
    'too few assertions',
    "select plan(2); select ok(true, 'a');",
    'It planned 2 assertions and made 1',
  ],
  ['too many', "select plan(1); select ok(true, 'a'); select ok(true, 'b');", 'made 2'],
  ['no plan', 'select 1;', 'It printed no plan'],
  ['an assertion without a plan', "select ok(true, 'a');", /./],
  [
    'an error of psql',
    'select plan(1);\n\nselect no_such();\n',
    'function no_such() does not exist',
  ],
] as const) {
  test(`faults ${name}`, async () => {
    const failures = await failuresOf(text);
    assert.ok(failures.length > 0, name);
    assert.match(failures.map(({ says }) => says).join('\n'), message);
  });
}

test('gives the line of an error', async () => {
  const [failure] = await failuresOf('select plan(1);\n\nselect no_such();\n');
  assert.is(failure?.line, 3);
});

test('shows a file nothing of what another one left', async () => {
  const made = 'select plan(1); create table app.left_over (); select ok(true, $$a$$);';
  const files = ['planted_a', 'planted_b', 'planted_c', 'planted_d'].map(
    (name) => `sql/tests/10_app/${name}.test.sql`,
  );
  for (const [place, file] of files.entries()) {
    changeTree(config, { [file]: place % 2 === 0 ? made : `begin; ${made} rollback;` });
  }
  const part = await proveRoutines(config, cluster, { files, jobs: 1 });
  for (const file of files) changeTree(config, { [file]: null });
  assert.equal(totalsOf(casesOf([part])), { passed: 4, failed: 0, skipped: 0 });
});

test('faults a routine without a test', async () => {
  changeTree(config, {
    'sql/R/10_app/R__10_app.lonely.sql':
      'create or replace function app.lonely() returns int language sql return 1;\n',
  });
  const part = await proveRoutines(config, cluster);
  const [failure] = casesOf([part]).filter(({ verdict }) => verdict === 'failed');
  assert.is(failure?.file, 'sql/R/10_app/R__10_app.lonely.sql');
  assert.match(failure?.says ?? '', 'write sql/tests/10_app/lonely.test.sql');
  changeTree(config, { 'sql/R/10_app/R__10_app.lonely.sql': null });
});

test('faults a project without a single test', async () => {
  changeTree(config, { 'sql/tests': null, 'sql/R/10_app': null });
  const part = await proveRoutines(config, cluster);
  assert.equal(
    casesOf([part]).map(({ says }) => says),
    [NOTHING],
  );
  changeTree(config, TREE);
});

test.run();
