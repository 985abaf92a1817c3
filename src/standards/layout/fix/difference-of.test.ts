import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { differenceOf } from './difference-of.ts';

const test = suite('differenceOf');

test.before(loadModule);

const body = (text: string) => `create function f() returns int language sql as $$ ${text} $$;`;

for (const [name, before, after] of [
  ['blanks and lines', 'select a,b from t', 'select\n    a,\n    b\nfrom t;\n'],
  ['the case of words and of unquoted names', 'SELECT A AS Foo FROM T', 'select a as foo from t'],
  ['blanks around comments', 'select 1 -- one  \n', 'select 1  -- one\n'],
  [
    'places that the tree keeps',
    'select array[1,2], a in (1,2)',
    'select array[1, 2], a in (1, 2)',
  ],
] as const) {
  test(`sees none in ${name}`, () => assert.is(differenceOf(before, after), null));
}

for (const [name, before, after, says] of [
  ['a value', 'select 1', 'select 2', 'something else'],
  ['a name in quotes', 'select "A"', 'select "a"', 'something else'],
  [
    'a dropped else',
    'select case when a then 1 else null end',
    'select case when a then 1 end',
    '',
  ],
  ['a moved column', 'select b, a + 1', 'select a + 1, b', 'something else'],
  [
    'a join the other way round',
    'select 1 from a join b on a.x = b.x',
    'select 1 from a join b on b.x = a.x',
    '',
  ],
  ['a blank in a body', body('select 1'), body('select  1'), 'something else'],
  ['a string over two lines', "select 'a\nb'", "select 'a\n  b'", 'something else'],
  ['a letter beyond ASCII', 'select É', 'select é', 'something else'],
  [
    'the place of a tablespace',
    "create tablespace a location '/a'",
    "create tablespace a location '/b'",
    '',
  ],
  ['a lost statement', 'select 1; select 2', 'select 1', 'something else'],
  ['a lost comment', 'select 1 -- one', 'select 1', 'a comment'],
  ['comments in another order', 'select 1 /* a */ -- b', 'select 1 -- b\n/* a */', 'a comment'],
  ['what would be no SQL', 'select 1', 'select from from', 'no SQL'],
  ['what is none', 'select from from', 'select from from', "can't read"],
] as const) {
  test(`sees ${name}`, () => {
    const said = differenceOf(before, after);
    assert.ok(said !== null);
    assert.match(said ?? '', says);
  });
}

test.run();
