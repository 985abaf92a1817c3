import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import type { Finding } from '../finding.ts';
import { compareBaseline, type Judged, readBaseline, writeBaseline } from './baseline.ts';

const test = suite<{ folder: string; file: string }>('baseline');

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'baseline-'));
  context.file = join(context.folder, 'baseline.json');
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** A run over files that are written too, with a finding at each `delete`. */
function run(folder: string, files: Readonly<Record<string, string>>, rule = 'PW519'): Judged {
  mkdirSync(join(folder, 'sql'), { recursive: true });
  const texts = Object.entries(files).map(([name, text]) => ({ path: join(folder, name), text }));
  texts.forEach(({ path, text }) => writeFileSync(path, text));
  const findings = texts.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index): readonly Finding[] => {
      const column = line.search(/delete/i) + 1;
      const message = 'x';
      const what = { rule, level: 'error', message, source: 'procwright' } as const;
      return column === 0 ? [] : [{ file: path, line: index + 1, column, ...what }];
    }),
  );
  return { files: texts.map(({ path }) => path), texts, findings };
}

/** The lines of what is new, how many are kept, and what is gone. */
function compared(file: string, judged: Judged) {
  const { fresh, kept, gone } = compareBaseline(file, readBaseline(file), judged);
  return [
    fresh.map(({ line }) => line),
    kept,
    gone.map(({ file: name, count }) => `${name} ${count}`),
  ];
}

const OLD = 'delete from t where a;\nselect 1;\ndelete from u;\n';
const A = 'sql/a.sql';

test('keeps what is known', ({ folder, file }) => {
  assert.is(writeBaseline(file, run(folder, { [A]: OLD })), 2);
  assert.equal(compared(file, run(folder, { [A]: OLD })), [[], 2, []]);
});

for (const [name, text, expected] of [
  ['a statement that moved', `select 2;\n\n${OLD}`, [[], 2, []]],
  ['one that was laid out anew', OLD.replace('from t', '-- why\n  FROM t'), [[], 2, []]],
  ['a second of the same kind', `${OLD}delete from u;`, [[4], 2, []]],
  ['one that changed', OLD.replace('from u', 'from w'), [[3], 1, [`${A} 1`]]],
  ['one whose constant changed', OLD.replace('a;', "'A';"), [[1], 1, [`${A} 1`]]],
  ['one that is gone', 'delete from u;', [[], 1, [`${A} 1`]]],
] as const) {
  test(`knows ${name}`, ({ folder, file }) => {
    writeBaseline(file, run(folder, { [A]: OLD }));
    assert.equal(compared(file, run(folder, { [A]: text })), expected);
  });
}

test('knows a statement of a body though the rest of the body changes', ({ folder, file }) => {
  const body = (more: string) => `do $$ begin\n${more}  delete from t;\nend $$;\n`;
  writeBaseline(file, run(folder, { [A]: body('') }));
  assert.equal(compared(file, run(folder, { [A]: body('  perform 1;\n') })), [[], 1, []]);
});

test('knows what is said of a routine though its body changes', ({ folder, file }) => {
  const routine = (body: string) => `create /* delete */ function f() as $$${body}$$;\n`;
  writeBaseline(file, run(folder, { [A]: routine('a') }));
  assert.equal(compared(file, run(folder, { [A]: routine('b') })), [[], 1, []]);
});

test('takes another rule, and another file, for new', ({ folder, file }) => {
  writeBaseline(file, run(folder, { [A]: OLD }));
  assert.equal(compared(file, run(folder, { [A]: OLD }, 'PW518')), [
    [1, 3],
    0,
    [`${A} 1`, `${A} 1`],
  ]);
  assert.equal(compared(file, run(folder, { 'sql/b.sql': OLD })), [[1, 3], 0, []]);
});

test('says that a file is gone, and nothing of one that was not given', ({ folder, file }) => {
  writeBaseline(file, run(folder, { [A]: OLD, 'sql/b.sql': OLD }));
  assert.equal(compared(file, run(folder, { [A]: OLD })), [[], 2, []]);
  rmSync(join(folder, 'sql/b.sql'));
  assert.equal(compared(file, run(folder, { [A]: OLD })), [[], 2, ['sql/b.sql 1', 'sql/b.sql 1']]);
});

test('keeps what it knew of files that were not in the run, when it is written', ({
  folder,
  file,
}) => {
  writeBaseline(file, run(folder, { [A]: OLD, 'sql/b.sql': OLD }));
  assert.is(writeBaseline(file, run(folder, { [A]: 'select 1;' })), 2);
  assert.equal([...new Set(readBaseline(file).map((entry) => entry.file))], ['sql/b.sql']);
});

test('is the same text for the same findings', ({ folder, file }) => {
  writeBaseline(file, run(folder, { [A]: OLD, 'sql/b.sql': OLD }));
  const first = readFileSync(file, 'utf8');
  writeBaseline(file, run(folder, { 'sql/b.sql': OLD, [A]: OLD }));
  assert.is(readFileSync(file, 'utf8'), first);
});

test('holds nothing that is waived, nor what is wrong with a waiver', ({ folder, file }) => {
  const judged = run(folder, { [A]: OLD });
  const findings = judged.findings.map((one) => ({ ...one, waived: 'x' }));
  assert.is(writeBaseline(file, { ...judged, findings }), 0);
  for (const rule of ['PW803', 'PW804', 'PW805']) {
    assert.is(writeBaseline(file, run(folder, { [A]: OLD }, rule)), 0);
  }
});

for (const [name, text] of [
  ['is not there', null],
  ['is no JSON', '{'],
  ['is of another version', '{"version": 2, "findings": []}'],
  ['lacks a part', '{"version": 1, "findings": [{"file": "a"}]}'],
  ['is something else', '[]'],
] as const) {
  test(`faults a baseline that ${name}`, ({ file }) => {
    if (text !== null) writeFileSync(file, text);
    assert.throws(
      () => readBaseline(file),
      (error: unknown) => error instanceof CommandFault,
    );
  });
}

test.run();
