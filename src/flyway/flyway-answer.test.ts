import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { appliedOf, faultOf, invalidOf, parseAnswer, statesOf } from './flyway-answer.ts';

const test = suite('parseAnswer');

test('reads JSON behind a line of Java', () => {
  assert.equal(parseAnswer('a warning\n{"success": true}'), { success: true });
});

test('says that there is none', () => {
  assert.is(parseAnswer('Unknown argument'), null);
  assert.is(parseAnswer('{"success": tr'), null);
});

test('knows a repeatable file by its missing version', () => {
  const migrations = [{ version: '', description: '10 app.f', filepath: '/a', executionTime: 3 }];
  assert.equal(appliedOf({ migrations }), [
    { version: null, description: '10 app.f', file: '/a', milliseconds: 3 },
  ]);
  assert.equal(statesOf({ migrations: [{ version: '1', state: 'Pending' }] }), [
    { version: '1', description: '', state: 'Pending', file: null },
  ]);
});

test('takes the words of the server out of their frame', () => {
  const message = `Failed to execute script V0002__b.sql
-------------------------------------
SQL State  : 42601
Message    : ERROR: syntax error at or near "x"
  Position: 7
Location   : /p/sql/V/V0002__b.sql (/p/sql/V/V0002__b.sql)
Line       : 4
Statement  : Run Flyway with -X`;
  const error = { errorCode: 'FAILED_VERSIONED_MIGRATION', sqlState: '42601', message };
  const fault = faultOf({ error: { ...error, lineNumber: 4 } }, '');
  assert.is(fault.message, 'ERROR: syntax error at or near "x"\n  Position: 7');
  assert.is(fault.file, '/p/sql/V/V0002__b.sql');
  assert.is(fault.line, 4);
  assert.is(fault.kind, 'script');
});

for (const [errorCode, sqlState, kind] of [
  ['DB_CONNECTION', '08001', 'connection'],
  ['FAILED_VERSIONED_MIGRATION', '55P03', 'lock'],
  ['FAILED_REPEATABLE_MIGRATION', '42P01', 'script'],
  ['DUPLICATE_REPEATABLE_MIGRATION', null, 'naming'],
  ['VALIDATE_ERROR', null, 'checksum'],
  ['SOMETHING_NEW', null, 'other'],
] as const) {
  test(`calls ${errorCode} with ${sqlState} a fault of ${kind}`, () => {
    assert.is(faultOf({ error: { errorCode, sqlState, message: 'no' } }, '').kind, kind);
  });
}

test('never says nothing', () => {
  assert.is(faultOf(null, '').message, 'Flyway ended without a word.');
  assert.is(faultOf(null, 'Unknown argument\n').message, 'Unknown argument');
});

test('lists every file that is not as it was applied', () => {
  const invalidMigrations = [
    { filepath: '/a', errorDetails: { errorMessage: 'checksum mismatch' } },
    { description: 'gone' },
  ];
  assert.equal(
    invalidOf({ invalidMigrations }).map(({ file, message }) => [file, message]),
    [
      ['/a', 'checksum mismatch'],
      [null, 'gone does not match the history'],
    ],
  );
});

test.run();
