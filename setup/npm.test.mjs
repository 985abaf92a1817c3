import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { isInstalled } from './npm.mjs';

const test = suite('isInstalled');
const ONE = { 'node_modules/one': { integrity: 'sha512-1' } };
const FOR_MACS = { 'node_modules/mac': { integrity: 'sha512-2', optional: true } };

test.before.each((context) => {
  context.install = mkdtempSync(join(tmpdir(), 'procwright-npm-'));
});
test.after.each(({ install }) => rmSync(install, { recursive: true }));

function lay(install, { wanted, there, folders = ['node_modules/one'] }) {
  const write = (path, packages) =>
    writeFileSync(join(install, path), JSON.stringify({ packages }));
  for (const folder of folders) {
    mkdirSync(join(install, folder), { recursive: true });
    writeFileSync(join(install, folder, 'package.json'), '{}');
  }
  mkdirSync(join(install, 'node_modules'), { recursive: true });
  write('package-lock.json', { '': {}, ...wanted });
  if (there !== undefined) write('node_modules/.package-lock.json', there);
  return isInstalled(install);
}

test('holds for what npm has put in whole', ({ install }) => {
  assert.ok(lay(install, { wanted: { ...ONE, ...FOR_MACS }, there: ONE }));
});

test('fails while npm has not come to its end', ({ install }) => {
  assert.not(lay(install, { wanted: ONE }));
});

test('fails for another version of a package', ({ install }) => {
  assert.not(lay(install, { wanted: ONE, there: { 'node_modules/one': { integrity: 'x' } } }));
});

test('fails for a package that the lockfile has got since', ({ install }) => {
  const two = { 'node_modules/two': { integrity: 'sha512-3' } };
  assert.not(lay(install, { wanted: { ...ONE, ...two }, there: ONE }));
});

test('fails for a folder that was removed', ({ install }) => {
  assert.not(lay(install, { wanted: ONE, there: ONE, folders: [] }));
});

test.run();
