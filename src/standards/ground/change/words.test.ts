import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readText } from '../../read-file.ts';
import type { Ground } from '../ground.ts';
import { placeOfWord, placesOfCommands } from './words.ts';

await loadModule();
const test = suite('the words of a statement');

/** What stands at each command of the file's last statement. */
function commandsOf(text: string): readonly string[] {
  const { statements, source } = readText({ path: 'x.sql', text });
  const statement = statements.at(-1);
  assert.ok(statement);
  const { node } = statement;
  const count = 'AlterTableStmt' in node ? (node.AlterTableStmt.cmds?.length ?? 0) : 0;
  const places = placesOfCommands(count, statement, { source } as Ground); // it asks for no more
  return places.map((place) => source.bytes.toString('utf8', place, place + 6));
}

for (const [text, commands] of [
  ['alter table a drop b, drop c', ['drop b', 'drop c']],
  ['-- é\nALTER TABLE IF EXISTS ONLY "ä, ö"."table" ADD b text', ['ADD b ']],
  ['alter table a.b * add c numeric(1, 2), -- x, y\n  drop d', ['add c ', 'drop d']],
  ["alter table a add b text default 'x, y' check (f(1, 2)), drop c", ['add b ', 'drop c']],
  ['do $$ begin\n  alter table a set logged, drop c; end $$', ['set lo', 'drop c']],
  ["do $$ begin execute 'alter table a drop b, drop c'; end $$", ['drop b', 'drop c']],
  ["do $$ begin execute 'alter table ' || v || ' drop b, drop c'; end $$", ['drop b', 'drop c']],
] as const) {
  test(`finds the commands of ${text.replaceAll('\n', ' ')}`, () =>
    assert.equal(commandsOf(text), commands));
}

test('begins with the statement where the words are others than the commands', () => {
  const { statements, source } = readText({ path: 'x.sql', text: 'alter table a drop b, drop c' });
  const [statement] = statements;
  assert.ok(statement);
  assert.equal(placesOfCommands(3, statement, { source } as Ground), [0, 0, 0]);
});

test('finds a word where it stands last, and the start where it stands nowhere', () => {
  const text = "select 'cascade'; drop table a.cascade /* cascade */ CASCADE;";
  const { statements, source } = readText({ path: 'x.sql', text });
  const ground = { source } as Ground;
  const [select, drop] = statements;
  assert.ok(select && drop);
  assert.is(placeOfWord('cascade', drop, ground), text.indexOf('CASCADE'));
  assert.is(placeOfWord('cascade', select, ground), 0);
});

test.run();
