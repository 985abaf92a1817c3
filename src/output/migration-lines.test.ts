import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { migrationLines } from './migration-lines.ts';

const test = suite('migrationLines');

test('tells a line a file, and the sum', () => {
  const lines = migrationLines([{ file: '/p/sql/V/V0001__app.sql', milliseconds: 12 }]);
  assert.match(lines[0] ?? '', /^V0001__app\.sql +12 ms$/);
  assert.is(lines[1], '1 applied.');
});

test('says so when there was nothing to do', () => {
  assert.equal(migrationLines([]), ['Nothing is pending.']);
});

test.run();
