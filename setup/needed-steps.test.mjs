import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { neededSteps } from './needed-steps.mjs';

const test = suite('neededSteps');

const STEPS = ['npm', 'python', 'postgresql', 'java', 'flyway', 'build'].map((name) => ({ name }));
const ALL = STEPS.map(({ name }) => name).join(' ');

test.before.each((context) => {
  context.install = mkdtempSync(join(tmpdir(), 'procwright-needs-'));
  mkdirSync(join(context.install, 'src', 'commands'), { recursive: true });
  for (const verb of ['docs', 'hooks', 'lint', 'lsp', 'migrate', 'new']) {
    writeFileSync(join(context.install, 'src', 'commands', `${verb}.ts`), '');
  }
});
test.after.each(({ install }) => rmSync(install, { recursive: true }));

const needed = (install, call) =>
  neededSteps(STEPS, install, call === '' ? [] : call.split(' '))
    .map(({ name }) => name)
    .join(' ');

for (const [call, inClone, inPackage] of [
  ['migrate', ALL, 'python postgresql java flyway'],
  ['lint a.sql', 'npm python build', 'python'],
  ['lint --live', ALL, 'python postgresql java flyway'],
  ['lint --explain PW519', 'npm build', ''],
  ['lsp --stdio', 'npm python build', 'python'],
  ['migrate --help', 'npm build', ''],
  ['new table app.thing', 'npm build', ''],
  ['hooks install', 'npm build', ''],
  ['docs PW519', 'npm build', ''],
  ['migrat', 'npm build', ''],
  ['', 'npm build', ''],
]) {
  test(`procwright ${call} waits for what it needs alone`, ({ install }) => {
    assert.is(needed(install, call), inPackage);
    writeFileSync(join(install, 'package-lock.json'), '{}');
    assert.is(needed(install, call), inClone);
  });
}

test('the package holds what a run reads, built or not, and no test', () => {
  const { files } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  for (const file of ['bin', 'dist', 'setup', 'src', 'standards', 'scripts/requirements.txt']) {
    assert.ok(files.includes(file), file);
  }
  assert.ok(files.includes('!**/*.test.*'));
});

test.run();
