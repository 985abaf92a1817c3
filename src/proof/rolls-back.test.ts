import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { rollsBack } from './rolls-back.ts';

const test = suite('rollsBack');

for (const [name, text] of [
  ['one transaction', 'begin;\nselect 1;\nrollback;\n'],
  ['a comment in front', '-- It begins; then it ends: commit;\nbegin;\nselect 1;\nROLLBACK;'],
  [
    'a body that begins and ends',
    'begin;\ndo $body$\nbegin\n perform 1;\nend;\n$body$;\nrollback;',
  ],
  ['a body within a body', 'begin;\nselect f($a$ do $$ begin; commit; $$ $a$);\nrollback;'],
  ['the word in a text', "begin;\nselect 'it''s; commit; ', \";commit;\" from t;\nrollback;"],
] as const) {
  test(`knows a file that takes back: ${name}`, () => assert.is(rollsBack(text), true));
}

for (const [name, text] of [
  ['no transaction', 'select 1;'],
  ['a statement in front', 'set role app;\nbegin;\nselect 1;\nrollback;'],
  ['a commit', 'begin;\nselect 1;\ncommit;'],
  ['a commit in the middle', 'begin;\nselect 1;\ncommit;\nbegin;\nselect 1;\nrollback;'],
  ['an end in the middle', 'begin;\nselect 1;\nEND;\nselect 2;\nrollback;'],
  ['a statement behind', 'begin;\nselect 1;\nrollback;\nselect 2;'],
  ['two transactions', 'begin;\nrollback;\nstart transaction;\nselect 1;\nrollback;'],
  ['a command of psql', 'begin;\nselect 1;\n\\gexec\nrollback;'],
  ['a command of psql that connects anew', 'begin;\n\\c other\nselect 1;\nrollback;'],
  ['nothing', ''],
] as const) {
  test(`doubts ${name}`, () => assert.is(rollsBack(text), false));
}

test.run();
