import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { decodeSql, isUnread, MOST_BYTES } from './decode-sql.ts';

const test = suite('decodeSql');

test('takes UTF-8, without the mark of its byte order', () => {
  assert.equal(decodeSql('a.sql', Buffer.from('\uFEFFselect 😀;')), {
    path: 'a.sql',
    text: 'select 😀;',
  });
  assert.equal(decodeSql('a.sql', Buffer.alloc(0)), { path: 'a.sql', text: '' });
});

for (const [name, bytes, place, says] of [
  ['a letter of Latin 1', Buffer.from('é\n--é \xE9x', 'latin1'), '1:1', 'not UTF-8'],
  [
    'one in the second line',
    Buffer.concat([Buffer.from('é\n-é'), Buffer.of(0xe9, 0x78)]),
    '2:3',
    '',
  ],
  ['a letter that breaks off', Buffer.from([0x61, 0xf0, 0x9f]), '1:2', 'not UTF-8'],
  ['a binary', Buffer.from('ab\ncd\0'), '2:3', 'zero byte'],
  ['UTF-16', Buffer.from('\uFEFFselect', 'utf16le'), '1:1', 'UTF-16'],
  ['what is too large', Buffer.alloc(MOST_BYTES + 1, 32), '1:1', `${MOST_BYTES + 1} bytes`],
] as const) {
  test(`says where it can't read ${name}`, () => {
    const read = decodeSql('a.sql', bytes);
    assert.ok(isUnread(read));
    assert.is(`${read.line}:${read.column} ${read.rule} ${read.level}`, `${place} PW806 error`);
    assert.match(read.message, says);
  });
}

test('reads what is just not too large', () => {
  assert.not(isUnread(decodeSql('a.sql', Buffer.alloc(MOST_BYTES, 32))));
});

test.run();
