import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { sourceText } from '../source-text.ts';
import { readStatements } from './read-statements.ts';

await loadModule();
const test = suite('readStatements');

/** `line:column placement kind`, and the first words of the file at that place. */
function seen(text: string): readonly string[] {
  const source = sourceText('x.sql', text);
  return readStatements(source.bytes).statements.map(({ start, end, placement, node }) => {
    const { line, column } = source.placeOf(start);
    const words = source.bytes.toString('utf8', start, end).split(/\s+/).slice(0, 2).join(' ');
    return `${line}:${column} ${placement} ${Object.keys(node)[0]} ${words}`;
  });
}

function unread(text: string): readonly string[] {
  const source = sourceText('x.sql', text);
  return readStatements(source.bytes).unread.map(({ start, reason }) => {
    const { line, column } = source.placeOf(start);
    return `${line}:${column} ${reason}`;
  });
}

const body = (lines: string) => `do $b$\nbegin\n${lines}\nend;\n$b$;\n`;

for (const [name, text, expected] of [
  [
    'statements behind comments and letters of many bytes',
    "-- é\nselect 'é'; /* a /* b */ c */ delete from t;",
    ["2:1 top SelectStmt select 'é'", '2:31 top DeleteStmt delete from'],
  ],
  ['nothing in a text of comments', '-- nothing\n', []],
  [
    'a body in dollars',
    body('delete from t;'),
    ['1:1 top DoStmt do $b$', '3:1 body DeleteStmt delete from'],
  ],
  [
    'a body in quotes, with quotes in it',
    "create function f() returns text language sql as 'select ''é''; select 2';",
    [
      '1:1 top CreateFunctionStmt create function',
      "1:51 body SelectStmt select ''é''",
      '1:65 body SelectStmt select 2',
    ],
  ],
  [
    'a body that is written as SQL, in its statement',
    'create function f() returns int begin atomic select 1; end;',
    ['1:1 top CreateFunctionStmt create function'],
  ],
  [
    'a statement with INTO, and a PERFORM',
    body('select a\n  into strict v_a from t; perform f(1);').replace(
      'begin',
      'declare v_a int; begin',
    ),
    ['1:1 top DoStmt do $b$', '3:1 body SelectStmt select a', '4:27 body SelectStmt perform f(1)'],
  ],
  [
    'the second of two equal statements at its own place',
    body('delete from t; delete from t;'),
    [
      '1:1 top DoStmt do $b$',
      '3:1 body DeleteStmt delete from',
      '3:16 body DeleteStmt delete from',
    ],
  ],
  [
    'a constant EXECUTE, joined and with backslashes',
    body("execute 'drop ' || E'table \\'a\\'';\nexecute 'select '\n  || '1';"),
    [
      '1:1 top DoStmt do $b$',
      "3:9 body SelectStmt 'drop '",
      "4:9 body SelectStmt 'select '",
      "4:10 execute SelectStmt select '",
    ],
  ],
  [
    'an EXECUTE with names that only the run knows',
    body("execute format('drop table %I cascade', v) using 1;"),
    [
      '1:1 top DoStmt do $b$',
      "3:9 body SelectStmt format('drop table",
      '3:17 execute DropStmt drop table',
      '3:50 body SelectStmt 1',
    ],
  ],
  [
    'a body in a body in an EXECUTE',
    body('execute $x$ do $y$ begin delete from t; end $y$ $x$;'),
    [
      '1:1 top DoStmt do $b$',
      '3:9 body SelectStmt $x$ do',
      '3:13 execute DoStmt do $y$',
      '3:26 execute DeleteStmt delete from',
    ],
  ],
] as const) {
  test(`finds ${name}`, () => assert.equal(seen(text), expected));
}

test('reads on behind a statement that is none', () => {
  const text = 'select 1;\nselekt 2;\nselect 3;\n';
  assert.equal(seen(text), ['1:1 top SelectStmt select 1', '3:1 top SelectStmt select 3']);
  assert.equal(unread(text), ['2:1 syntax error at or near "selekt"']);
});

test('tells a body that it can not read, and where', () => {
  assert.equal(unread(body('if then;')), ['1:7 missing expression at or near "then"']);
  const other = "create function f() returns int language plpython3u as 'return 1';";
  assert.equal(unread(other), ['1:1 A body in plpython3u is not read.']);
});

test('takes a domain for what it is, not for a row', () => {
  const text = `create function f(p_a app.kind, p_rows app.t[]) returns app.t[]
language plpgsql as $b$
declare
  v_sum constant app.amount := 1; v_b app.amount; v_row app.t;
begin
  select a, b into v_b, p_a from app.t;
  v_row.a := v_b;
  return p_rows;
end $b$;`;
  assert.equal(unread(text), []);
  assert.ok(seen(text).includes('6:3 body SelectStmt select a,'));
});

test('finds each handler at its word', () => {
  const text = body('raise exception $$when$$;\nexception\n  when others then null;');
  const source = sourceText('x.sql', text);
  const [block] = readStatements(source.bytes).statements;
  const [handler] = block?.body?.nodes.filter(({ name }) => name === 'exception') ?? [];
  assert.equal(source.placeOf(handler?.start ?? 0), { line: 5, column: 3 });
});

test('prints nothing for a body that asks PL/pgSQL to print its tree', () => {
  assert.equal(unread('do $b$\n#option dump\nbegin null; end $b$;'), []);
});

test.run();
