import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ERROR, NOTE, sampleRun, WARNING } from './sample-run.ts';
import { toText } from './to-text.ts';
import type { ToldRun } from './told.ts';

const test = suite('toText');

/** Without the colours of a terminal. */
const linesOf = (given: Partial<ToldRun> = {}) =>
  toText(sampleRun(given))
    .replaceAll(/\u001B\[\d+m/g, '')
    .split('\n');

test('shows the line with its span underlined, and why, the first time', () => {
  const lines = linesOf({ findings: [ERROR, { ...ERROR, column: 13, endColumn: 21 }] });
  assert.equal(lines, [
    'sql/a b.sql:2:1 error PW519 This delete means every row of item; add a where.',
    '    delete from app.item;',
    '    ^^^^^^^^^^^',
    '    why: It locks every row.',
    'sql/a b.sql:2:13 error PW519 This delete means every row of item; add a where.',
    '    delete from app.item;',
    '                ^^^^^^^^',
    'procwright lint --explain PW519 tells what a rule holds, and why.',
    '3 files: 2 errors.',
  ]);
});

test('marks the place under wide letters and behind a tab', () => {
  assert.equal(linesOf({ findings: [WARNING] }).slice(2, 4), [
    "    select '😀', '漢' from t;",
    `    ${' '.repeat(13)}^^^^`,
  ]);
  assert.equal(linesOf({ findings: [NOTE] }).slice(1, 3), ['     timestamp', '     ^']);
});

test('marks one place without an end, and the rest of the line where the end is below', () => {
  const { endLine, endColumn, ...open } = ERROR;
  assert.is(endLine, 2);
  assert.is(endColumn, 12);
  assert.is(linesOf({ findings: [open] })[2], '    ^');
  assert.is(linesOf({ findings: [{ ...ERROR, endLine: 3 }] })[2], `    ${'^'.repeat(21)}`);
});

test('lets no control character of a file reach the terminal', () => {
  const lines = linesOf({ findings: [ERROR], lineOf: () => 'a\u001B[2Jb\u202Ec' });
  assert.is(lines[1], '    a\uFFFD[2Jb\uFFFDc');
  const [name] = linesOf({ findings: [{ ...ERROR, file: 'a\n\u001Bb', message: 'x\u001Bx' }] });
  assert.is(name, 'a\uFFFD\uFFFDb:2:1 error PW519 x\uFFFDx');
});

test('shows a long line where it matters', () => {
  const lineOf = () => `${'x'.repeat(300)}HERE${'y'.repeat(300)}`;
  const [, source = '', mark = ''] = linesOf({
    findings: [{ ...ERROR, column: 301, endColumn: 305 }],
    lineOf,
  });
  assert.ok(source.length < 120);
  assert.is(source.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1), 'HERE');
});

test('ends with what was given and what was found', () => {
  const last = (given: Partial<ToldRun>) => linesOf(given).at(-1);
  assert.is(last({}), '3 files, 1 of them not wholly read: 2 errors, 1 warning, 1 note, 1 waived.');
  assert.is(last({ findings: [], files: ['a.sql'] }), '1 file: no finding.');
});

test.run();
