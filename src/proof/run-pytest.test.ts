import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Cluster, startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { CommandFault } from '../exit-code.ts';
import { changeTree, writeTrialTree } from '../flyway/trial-tree.ts';
import { casesOf, totalsOf } from '../output/part.ts';
import { runPytest } from './run-pytest.ts';

const test = suite('runPytest');
const config = makeTrialProject({ logins: { deploy: ['procwright_migrator'], writer: [] } });
const options = { name: 'python', folders: ['py'], long: ['py/below/c_test.py'] };
let cluster: Cluster;

/** Plugins that other tests have installed take a second of each start. */
const PYTEST = `[pytest]
python_files = *_test.py
addopts = -p no:schemathesis -p no:hypothesispytest
`;

/** A test that tells in which database it was, and in which process. */
const tells = (name: string) => `import os


def test_tells():
    with open("${name}.told", "w") as told:
        told.write(os.environ["DATABASE_URL"] + f"?{os.getpid()}")
`;

const told = (name: string) => readFileSync(join(config.root, 'py', `${name}.told`), 'utf8');

test.before(async () => {
  writeTrialTree(config);
  changeTree(config, {
    'py/pytest.ini': PYTEST,
    'py/a_test.py': tells('a'),
    'py/b_test.py': tells('b'),
    'py/below/c_test.py': tells('c'),
  });
  ({ cluster } = await startCluster(config, { durable: false }));
});
test.after(() => removeTrialProject(config));

test('gives a long file a process and a database of its own, and the rest one', async () => {
  const part = await runPytest(config, cluster, options);
  assert.equal(totalsOf(casesOf([part])), { passed: 3, failed: 0, skipped: 0 });
  assert.equal(
    part.groups.map(({ name, cases }) => [name, cases.map(({ file }) => file)]),
    [
      ['py', ['py/a_test.py', 'py/b_test.py']],
      ['py/below/c_test.py', ['py/below/c_test.py']],
    ],
  );
  assert.is(told('a'), told('b'));
  const [one, other] = [told('a'), told('c')].map((text) => /\/(clone_\w+)\?(\d+)$/.exec(text));
  assert.ok(one?.[1] && other?.[1] && one[1] !== other[1], `${told('a')} ${told('c')}`);
  assert.is.not(one[2], other[2]);
});

test('faults each process for itself', async () => {
  const planted = FAULTS.map(([name, text]) => [`py/${name}.py`, text] as const);
  changeTree(config, Object.fromEntries(planted));
  const { groups } = await runPytest(config, cluster, {
    ...options,
    long: planted.map(([file]) => file),
  });
  assert.equal(
    groups[0]?.cases.map(({ verdict }) => verdict),
    ['passed', 'passed', 'passed'],
  );
  for (const [place, [name, , says]] of FAULTS.entries()) {
    const failures = groups[place + 1]?.cases.filter(({ verdict }) => verdict === 'failed');
    assert.is(groups[place + 1]?.name, `py/${name}.py`);
    assert.match(failures?.map((failure) => failure.says).join('\n') ?? '', says);
  }
  changeTree(config, Object.fromEntries(planted.map(([file]) => [file, null])));
});

/** A file each, and what is said of it. */
const FAULTS = [
  ['fails_test', 'def test_a(): assert 1 + 1 == 3\n', 'assert (1 + 1) == 3'],
  ['empty_test', '', 'pytest ended with 5 after 0 tests'],
  ['broken_test', 'import nothing_of_the_kind\n', 'nothing_of_the_kind'],
  ['ends_test', 'import os\n\n\ndef test_a(): os._exit(0)\n', 'pytest ended with 0 after 0 tests'],
] as const;

test('faults a long file that is not there, before it runs any', async () => {
  for (const file of ['py/d_test.py', 'sql/tests/10_app/twice.test.sql']) {
    const run = runPytest(config, cluster, { ...options, long: [file] });
    const fault = await run.catch((error: unknown) => error);
    assert.instance(fault, CommandFault);
    assert.match(String(fault), `calls ${file} long`);
  }
});

test.run();
