import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { checkForm } from './check-form.ts';

const test = suite<{ root: string }>('checkForm');

test.before.each((context) => {
  context.root = mkdtempSync(join(tmpdir(), 'form-'));
  for (const [file, text] of Object.entries(GOOD)) write(context.root, file, text);
});

test.after.each(({ root }) => rmSync(root, { recursive: true }));

function write(root: string, file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** `line rule` of every finding in a file of the tree. */
function found(root: string, file: string, text: string): readonly string[] {
  write(root, file, text);
  return checkForm(join(root, file), text).map(({ line, rule }) => `${line} ${rule}`);
}

const V = 'sql/V/V0001__app.sql';
const U = 'sql/U/U0001__app.sql';
const R = 'sql/R/10_app/R__10_app.twice.sql';
const TEST = 'sql/tests/10_app/twice.test.sql';

const GOOD: Readonly<Record<string, string>> = {
  [V]: '-- What   A.\n-- Why    B.\n-- Locks  None.\n-- Undo   sql/U/U0001__app.sql\n\nselect 1;\n',
  [U]: '-- Undoes  A.\n-- Needs   B.\n-- Loses   C.\n-- Proof   D.\n\nselect 1;\n',
  [R]: 'create or replace function app.twice()\nreturns int\nlanguage sql\nreturn 1;\n',
  'sql/R/90_api/R__90_api.top.sql':
    'create or replace function api.top()\nreturns int\nlanguage sql\nreturn app.twice();\n',
  'sql/tests/90_api/top.test.sql': 'begin;\nrollback;\n',
  [TEST]: 'begin;\nselect plan(1);\nrollback;\n',
};

for (const [file, text] of Object.entries(GOOD)) {
  test(`is content with ${file}`, ({ root }) => assert.equal(found(root, file, text), []));
}

const TWO = `${GOOD[R]}\ncreate function app.other() returns int language sql return 1;\n`;
const HIDDEN = `create or replace function app.twice()
returns void
language plpgsql
as $body$
begin
create function app.inner() returns int language sql return 1;
end;
$body$;
`;

for (const [name, file, text, expected] of [
  ['a version in short', 'sql/V/V2__x.sql', GOOD[V], ['1 PW110', '1 PW540']],
  ['a version twice', 'sql/U/U0001__other.sql', GOOD[U], ['1 PW110']],
  ['a routine in a wrong folder', 'sql/R/20_core/R__10_app.twice.sql', GOOD[R], ['1 PW110']],
  [
    'a routine without its number',
    'sql/R/10_app/R__app.twice.sql',
    GOOD[R],
    ['1 PW110', '1 PW108'],
  ],
  ['two routines in a file', R, TWO, ['6 PW108']],
  ['a file without a routine', R, 'select 1;\n', ['1 PW108']],
  ['a routine of another name', R, GOOD[R]?.replace('twice', 'thrice'), ['1 PW108']],
  ['no routine within a body', R, HIDDEN, []],
  ['a header without its lines', V, '-- What   A.\n-- Why    B.\nselect 1;\n', ['1 PW111']],
  ['a header below the first line', U, `\n${GOOD[U]}`, ['1 PW111']],
  ['a migration without undo', 'sql/V/V0002__x.sql', GOOD[V], ['1 PW540']],
  ['no undo for a reason', 'sql/V/V0002__x.sql', GOOD[V]?.replace('sql/U', 'None: a'), []],
  [
    'a routine without a test',
    'sql/R/10_app/R__10_app.f.sql',
    GOOD[R]?.replace('twice', 'f'),
    ['1 PW801'],
  ],
  ['a test that commits', TEST, 'begin;\nselect 1;\ncommit;\n', ['3 PW807']],
  ['a routine that looks up', R, GOOD[R]?.replace('return 1', 'return api.top()'), ['4 PW113']],
  ['no looking up in prose', R, GOOD[R]?.replace('return 1', "return 'api.top' -- api.top"), []],
  ['a long line', 'x.sql', `select 1;\n-- ${'é'.repeat(98)}\n`, ['2 PW112']],
  ['no line of 100 characters', 'x.sql', `-- ${'é'.repeat(97)}\n`, []],
] as const) {
  test(`finds ${name}`, ({ root }) => {
    assert.equal(found(root, file, text ?? ''), expected);
  });
}

test.run();
