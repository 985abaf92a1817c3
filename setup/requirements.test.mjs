import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('requirements');
const read = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const lists = readdirSync(fileURLToPath(new URL('.', import.meta.url)))
  .filter((name) => /^requirements-.*\.txt$/.test(name))
  .concat('../scripts/requirements.txt');

/** Packages of a list that have no hash. */
function unhashed(text) {
  const [, ...packages] = `\n${text}`.split(/\n(?=[a-z0-9])/);
  return packages.filter((entry) => !/--hash=sha256:[0-9a-f]{64}/.test(entry));
}

/** Packages that are asked for by name and not pinned. */
function unpinned(project, list) {
  const names = [...project.matchAll(/"([a-z0-9-]+)(\[[a-z]+\])?[><=]/g)].map(([, name]) => name);
  return names.filter((name) => !new RegExp(`^${name}==`, 'm').test(list));
}

for (const list of lists) {
  test(`pins each package of ${list} by a hash, and names no host`, () => {
    assert.equal(unhashed(read(list)), []);
    assert.not.match(read(list), /:\/\//);
  });
}

test('pins all that pyproject.toml asks for', () => {
  const project = read('../scripts/pyproject.toml');
  assert.equal(unpinned(project, read('../scripts/requirements.txt')), []);
  assert.equal(unpinned(project, ''), [
    'defusedxml',
    'mt-940',
    'psycopg',
    'rich',
    'typer',
    'hypothesis',
    'mypy',
    'pytest',
    'ruff',
    'schemathesis',
    'sqlfluff',
    'squawk-cli',
    'types-defusedxml',
  ]);
});

test('sees a package without a hash', () => {
  assert.equal(unhashed('# list\none==1\n'), ['one==1\n']);
});

test.run();
