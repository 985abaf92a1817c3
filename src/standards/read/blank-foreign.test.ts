import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { blankForeign } from './blank-foreign.ts';

const test = suite('blankForeign');

for (const [name, text, expected] of [
  ['a psql command', '\\set é 1\nselect 1;', '         \nselect 1;'],
  ['a command that sends', 'select 1 \\gset\n', 'select 1 ;    \n'],
  ['variables of psql', 'select :\'x\', :"y", :z;', 'select xxxx, xxxx, xx;'],
  ['no cast and no slice', 'select a::text, b[1:2];\n\\x', 'select a::text, b[1:2];\n  '],
  ['placeholders of Flyway', 'select ${a}.b;', 'select xxxx.b;'],
  ['those in a string too', "select '${a}';", "select 'xxxx';"],
  ['a schema of an extension', 'select @extschema@.f();', 'select xxxxxxxxxxx.f();'],
  [
    'the data of a COPY',
    'copy t from stdin;\n1\té\n\\.\nselect 1;',
    'copy t from stdin;\n    \n  \nselect 1;',
  ],
  [
    "the data of psql's own",
    "\\copy t from stdin csv\n1,'é\n\\.\nselect 1;",
    '                      \n     \n  \nselect 1;',
  ],
  ['nothing in strings and comments', "select ':x' -- :y\n, :z;", "select ':x' -- :y\n, xx;"],
] as const) {
  test(`blanks ${name}`, () => {
    const blanked = blankForeign(text);
    assert.is(blanked, expected);
    assert.is(Buffer.byteLength(blanked ?? ''), Buffer.byteLength(text));
  });
}

test('has nothing to do with plain SQL', () => {
  assert.is(blankForeign("select a::text, '\\x' from t;"), null);
});

test('takes a comment without an end, and marks without one, in one look', () => {
  for (const mark of ['/*', '${', 'copy\n', ':{?']) {
    const text = `\\q\n${mark.repeat(50_000)}`;
    assert.is(Buffer.byteLength(blankForeign(text) ?? ''), text.length);
  }
});

test.run();
