import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import {
  listFiles,
  routineFiles,
  testFileOf,
  testFiles,
  undoFileOf,
  untestedRoutines,
  versionFiles,
} from './sql-tree.ts';

const test = suite('sqlTree');
const root = mkdtempSync(join(tmpdir(), 'tree-'));

for (const file of [
  'sql/V/V0002__b.sql',
  'sql/V/V0001__a.sql',
  'sql/V/README.md',
  'sql/R/20_app/R__20_app.f.sql',
  'sql/R/90_api/R__90_api.g.sql',
  'sql/R/10_core/R__10_core.z.sql',
  'sql/tests/90_api/g.test.sql',
  'sql/tests/_lib/fixture.test.sql',
]) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), '');
}

test.after(() => rmSync(root, { recursive: true }));

test('lists a folder in one order, and a folder that is not there as empty', () => {
  assert.equal(listFiles(root, 'sql/V'), [
    'sql/V/README.md',
    'sql/V/V0001__a.sql',
    'sql/V/V0002__b.sql',
  ]);
  assert.equal(listFiles(root, 'sql/none'), []);
});

test('knows migrations and routines by their names', () => {
  assert.equal(versionFiles(root), ['sql/V/V0001__a.sql', 'sql/V/V0002__b.sql']);
  assert.equal(
    routineFiles(root).map((file) => file.slice(-6)),
    ['.z.sql', '.f.sql', '.g.sql'],
  );
});

test('knows what belongs together', () => {
  assert.is(undoFileOf('sql/V/V0001__a.sql'), 'sql/U/U0001__a.sql');
  assert.is(testFileOf('sql/R/20_app/R__20_app.f.sql'), 'sql/tests/20_app/f.test.sql');
  assert.equal(testFiles(root), ['sql/tests/90_api/g.test.sql']);
  assert.equal(untestedRoutines(root), [
    'sql/R/10_core/R__10_core.z.sql',
    'sql/R/20_app/R__20_app.f.sql',
  ]);
});

test.run();
