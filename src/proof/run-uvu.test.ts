import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { changeTree } from '../flyway/trial-tree.ts';
import { casesOf, NOTHING, type TestCase, totalsOf } from '../output/part.ts';
import { runUvu } from './run-uvu.ts';

const test = suite('runUvu');
const config = makeTrialProject();
const options = { name: 'unit', folders: ['unit'] };

symlinkSync(join(config.install, 'node_modules'), join(config.root, 'node_modules'));
mkdirSync(join(config.root, 'unit'));

test.after(() => removeTrialProject(config));

/** The cases of a folder that holds one file with this text. */
async function casesFor(
  text: string,
  file = 'unit/planted.test.mjs',
): Promise<readonly TestCase[]> {
  changeTree(config, { [file]: text });
  const part = await runUvu(config, options);
  changeTree(config, { [file]: null });
  return casesOf([part]);
}

const HEAD = "import { suite } from 'uvu';\nimport * as assert from 'uvu/assert';\n";

test('counts what passes, what fails and what is skipped', async () => {
  const cases = await casesFor(`${HEAD}const test = suite('sums');
test('adds', () => assert.is(1 + 1, 2));
test('adds wrongly', () => assert.is(1 + 1, 3));
test.skip('later', () => assert.unreachable());
test.run();
`);
  assert.equal(totalsOf(cases), { passed: 1, failed: 1, skipped: 1 });
  assert.match(cases.find(({ verdict }) => verdict === 'failed')?.says ?? '', '"adds wrongly"');
});

test('runs TypeScript as it stands', async () => {
  const cases = await casesFor(
    `${HEAD}const test = suite('types');
test('has types', () => assert.is((1 as number) + 1, 2));
test.run();
`,
    'unit/planted.test.ts',
  );
  assert.equal(totalsOf(cases), { passed: 1, failed: 0, skipped: 0 });
});

for (const [name, text, says] of [
  ['a file without .run()', "suite('s')('t', () => assert.ok(1));", 'end it with test.run()'],
  ['a suite without a test', "suite('s').run();", 'hold no test'],
  ['a file that can not be loaded', "throw new Error('planted');", 'planted'],
  ['a process that ends in the middle', 'process.exit(0);', 'It ended with 0 before its tests did'],
  [
    'a hook that fails',
    "const t = suite('s'); t.before(() => assert.ok(false)); t('a', () => {}); t.run();",
    'A before hook',
  ],
] as const) {
  test(`faults ${name}`, async () => {
    const failures = (await casesFor(`${HEAD}${text}\n`)).filter(
      ({ verdict }) => verdict === 'failed',
    );
    assert.is(failures.length, 1);
    assert.is(failures[0]?.file, 'unit/planted.test.mjs');
    assert.match(failures[0]?.says ?? '', says);
  });
}

test('begins with the long files, and tells of all in their order', async () => {
  const passes = `${HEAD}const test = suite('s');\ntest('a', () => assert.ok(1));\ntest.run();\n`;
  const files = ['unit/a.test.mjs', 'unit/b.test.mjs', 'unit/c.test.mjs'];
  changeTree(config, Object.fromEntries(files.map((file) => [file, passes])));
  const begun: string[] = [];
  const part = await runUvu(config, {
    ...options,
    long: ['unit/c.test.mjs', 'unit/b.test.mjs'],
    jobs: 1,
    onGroup: ({ name }) => begun.push(name),
  });
  changeTree(config, Object.fromEntries(files.map((file) => [file, null])));
  assert.equal(begun, files.toReversed());
  assert.equal(
    part.groups.map(({ name }) => name),
    files,
  );
  const run = runUvu(config, { ...options, long: ['unit/lost.test.mjs'] });
  assert.match(String(await run.catch((error: unknown) => error)), 'no such file in unit');
});

test('faults a suite without a file', async () => {
  const part = await runUvu(config, options);
  assert.equal(
    casesOf([part]).map(({ says }) => says),
    [NOTHING],
  );
});

test.run();
