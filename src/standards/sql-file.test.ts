import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { byVersion, sqlFile } from './sql-file.ts';

const test = suite('sqlFile');

for (const [path, role, version] of [
  ['a/sql/V/V0001__x.sql', 'versioned', '0001'],
  ['V2_1__x.sql', 'versioned', '2.1'],
  ['a/sql/U/U0001__x.sql', 'undo', '0001'],
  ['R__10_app.f.sql', 'repeatable', null],
  ['a/sql/R/10_app/R__10_app.f.sql', 'repeatable', null],
  ['a/sql/tests/_lib/fixture.sql', 'test', null],
  ['f.test.sql', 'test', null],
  ['a/sql/bench/x.sql', 'bench', null],
  ['a/sql/callbacks/afterMigrate.sql', 'callback', null],
  ['a/004_x.down.sql', 'undo', null],
  ['a/revert/x.sql', 'undo', null],
  ['a/001-x.sql', 'other', null],
] as const) {
  test(`takes ${path} for ${role}`, () => {
    const file = sqlFile(path);
    assert.is(file.role, role);
    assert.is(file.version, version);
  });
}

test('sorts by version as Flyway does', () => {
  const files = ['V10__a.sql', 'V2__b.sql', 'V2_1__c.sql'].map(sqlFile).toSorted(byVersion);
  assert.equal(
    files.map(({ name }) => name),
    ['V2__b.sql', 'V2_1__c.sql', 'V10__a.sql'],
  );
});

test.run();
