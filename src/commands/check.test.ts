import { spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { projectState, readTools } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import { changeTree, TREE, writeTrialTree } from '../flyway/trial-tree.ts';
import { SOURCE_OPTIONS } from '../trial-process.ts';

const test = suite('check');
const config = makeTrialProject();
const skipped = readTools(config).postgres.hasPlpgsqlCheck ? 0 : 1;

const UNIT = `import { suite } from 'uvu';

const test = suite('nothing');
test('passes', () => undefined);
test.run();
`;

/** A suite that ends only when the one after it has begun. */
const WAITS = `import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

${UNIT.replace(
  '() => undefined',
  `async () => {
  while (!existsSync('begun')) await pause(10);
}`,
)}`;
const WRITES = `import { writeFileSync } from 'node:fs';

${UNIT.replace('undefined', "writeFileSync('begun', '')")}`;

writeTrialTree(config);
changeTree(config, {
  'unit/a.test.mjs': UNIT,
  'waits/a.test.mjs': WAITS,
  'writes/a.test.mjs': WRITES,
  'procwright.json': JSON.stringify({
    ...config.project,
    suites: {
      unit: { kind: 'uvu', folders: ['unit'] },
      waits: { kind: 'uvu', folders: ['waits'] },
      writes: { kind: 'uvu', folders: ['writes'] },
    },
  }),
  'package.json': '{"prettier": {"singleQuote": true}}\n',
});
symlinkSync(join(config.install, 'node_modules'), join(config.root, 'node_modules'));
await startCluster(config, { durable: false }); // stays up from call to call

test.after(() => removeTrialProject(config));

/** Runs the command line in the project, as a person does. */
function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const entry = fileURLToPath(new URL('../bin.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...SOURCE_OPTIONS, entry, ...words],
    {
      cwd: config.root,
      encoding: 'utf8',
      env: { ...process.env, CI: 'false', NO_COLOR: '1', ...environment },
    },
  );
  return { status, stdout, stderr, last: stdout.trimEnd().split('\n').at(-1) ?? '' };
}

test('passes a project that is whole, part by part, and ends with the plain line', () => {
  const { status, stdout, stderr, last } = run(['check']);
  assert.is(status, EXIT.fine, stdout + stderr);
  assert.match(last, new RegExp(`^\\d+ passed, 0 failed, ${skipped} skipped$`));
  const parts = ['lint', 'format and types', 'pgTAP', 'contract', 'undo proof', 'unit'];
  const told = [...stdout.matchAll(/^ok (.+): \d+ in/gm)].map(([, part]) => part);
  assert.equal(
    told.filter((part) => part !== 'plpgsql_check'), // a server may be without it
    [...parts, 'waits', 'writes'],
    'two run at once, and are told of in their order',
  );
  const report = join(projectState(config), 'reports', 'pgtap.xml');
  assert.match(readFileSync(report, 'utf8'), 'tests="2" failures="0"');
});

test('fails with what failed, in full', () => {
  const file = 'sql/tests/10_app/twice.test.sql';
  changeTree(config, { [file]: TREE[file].replace('4::bigint', '5::bigint') });
  const { status, stdout, last } = run(['check', '--only', 'pgtap']);
  changeTree(config, TREE);
  assert.is(status, EXIT.findings);
  assert.match(stdout, `FAILED ${file}:4 doubles what is given`);
  assert.is(last, '1 passed, 1 failed, 0 skipped');
});

test('goes on when a part can not begin', () => {
  const file = 'sql/R/10_app/R__10_app.twice.sql';
  changeTree(config, { [file]: 'create or replace functoin app.twice();\n' });
  const { status, stdout } = run(['check']);
  changeTree(config, TREE);
  assert.is(status, EXIT.findings);
  assert.match(stdout, /FAILED pgtap begins\n +.*R__10_app\.twice\.sql:1: ERROR: syntax error/);
  assert.match(stdout, /^ok unit: 1 in/m);
});

test('takes a skip for a failure where nobody watches', () => {
  changeTree(config, { 'unit/a.test.mjs': UNIT.replace('test.run', "test.skip('b');\ntest.run") });
  const [alone, watched] = ['true', 'false'].map((CI) => run(['check', '--only', 'unit'], { CI }));
  changeTree(config, { 'unit/a.test.mjs': UNIT });
  assert.is(alone?.status, EXIT.findings);
  assert.is(watched?.status, EXIT.fine);
  assert.is(watched?.last, '1 passed, 0 failed, 1 skipped');
});

test('says all of it as one JSON object when asked', () => {
  const { status, stdout } = run(['check', '--only', 'unit', '--json']);
  assert.is(status, EXIT.fine);
  const { totals } = JSON.parse(stdout) as { readonly totals: unknown };
  assert.equal(totals, { passed: 1, failed: 0, skipped: 0 });
});

test('names the nearest part', () => {
  const { status, stderr } = run(['check', '--only', 'pgtab']);
  assert.is(status, EXIT.usage);
  assert.match(stderr, 'Did you mean pgtap?');
});

test('test: runs one file, a folder, or none', () => {
  const one = run(['test', 'sql/tests/10_app/twice.test.sql']);
  assert.is(one.status, EXIT.fine, one.stdout + one.stderr);
  assert.match(one.stdout, /^ok 10_app\/twice 2 \d+\.\d s$/m);
  assert.is(run(['test', 'sql/tests']).last, '2 passed, 0 failed, 0 skipped');
  assert.is(run(['test', 'sql/V']).status, EXIT.nothingTested);
  assert.is(run(['test', '--jobs', '0']).status, EXIT.usage);
});

test('test: nothing to run is an exit code of its own', () => {
  changeTree(config, { 'sql/tests': null, 'sql/R/10_app': null });
  const { status, stdout } = run(['test']);
  changeTree(config, TREE);
  assert.is(status, EXIT.nothingTested, stdout);
});

test('lint: shows a finding, as text and as JSON', () => {
  writeFileSync(join(config.root, 'a.sql'), 'SELECT 1;\n');
  const text = run(['lint', 'a.sql']);
  assert.is(text.status, EXIT.fine, 'a note fails nothing');
  assert.match(text.stdout, /^a\.sql:1:1 note CP01 .*\n {4}SELECT 1;\n {4}\^+\n1 file: 1 note\.$/m);
  const { findings } = JSON.parse(run(['lint', 'a.sql', '--format', 'json']).stdout) as {
    readonly findings: readonly { readonly rule: string }[];
  };
  assert.equal(
    findings.map(({ rule }) => rule),
    ['CP01'],
  );
  assert.is(run(['lint', 'a.sql', '--format', 'xml']).status, EXIT.usage);
});

test('migrate: a line a file, then nothing', () => {
  assert.match(
    run(['migrate']).stdout,
    /^V0001__app\.sql +\d+ ms\nR__10_app\.twice\.sql +\d+ ms\n2 a/,
  );
  assert.is(run(['migrate']).stdout, 'Nothing is pending.\n');
});

test.run();
