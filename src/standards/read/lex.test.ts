import { scanSync, loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { lex } from './lex.ts';

await loadModule();
const test = suite('lex');

const texts = (text: string) => lex(Buffer.from(text)).map((token) => token.text);

test('keeps what is one piece in one piece', () => {
  assert.equal(texts(`select E'a\\'b', $x$ 'c' $x$, "d""e", 'f''g', $1, 1.5e3, 1..10`), [
    ...['select', "E'a\\'b'", ',', "$x$ 'c' $x$", ',', '"d""e"', ',', "'f''g'", ',', '$1', ','],
    ...['1.5e3', ',', '1', '..', '10'],
  ]);
});

test('passes over blanks and comments, nested ones too', () => {
  assert.equal(texts('a -- b\n/* c /* d */ e */ f /* open'), ['a', 'f']);
});

test('goes on behind a quote that is never closed', () => {
  assert.equal(texts("a 'b"), ['a', "'", 'b']);
  assert.equal(texts('a $x$ b'), ['a', '$', 'x$', 'b']);
});

test('begins words where the server does', () => {
  const text = `create function f(p int) returns text as $b$ select 'é' || p::text $b$ language sql;
    update "T" set a = -1.5, b = b + :1 where c @> '{}' and d <> 2 -- é\n;`;
  const words = ({ text: one }: { readonly text: string }) => /^[\w"'$]/.test(one);
  const own = lex(Buffer.from(text)).filter(words);
  const server = scanSync(text).tokens.filter((token) => words(token));
  assert.equal(
    own.map(({ start, end }) => [start, end]),
    server.map(({ start, end }) => [start, end]),
  );
});

test.run();
