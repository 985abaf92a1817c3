import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type CursorScope, openCursors } from './cursor.ts';

const test = suite('openCursors');

const SCOPE: CursorScope = { path: '/v1/{box}', values: [['box', '1']], actor: 'alice' };
const keyOf = (digit: number) => Buffer.alloc(32, digit);
const keys = { current: [keyOf(1)] };
const cursors = openCursors(keys);
const cursor = cursors.seal(SCOPE, 'é, 1');

test('opens what it has sealed', () => {
  assert.is(cursors.open(SCOPE, cursor), 'é, 1');
  assert.match(cursor, /^[A-Za-z0-9._-]+$/);
});

for (const [name, scope] of [
  ['another route', { ...SCOPE, path: '/v2/{box}' }],
  ['another value in the path', { ...SCOPE, values: [['box', '2']] }],
  ['one more filter', { ...SCOPE, values: [...SCOPE.values, ['note', 'red']] }],
  ['another actor', { ...SCOPE, actor: 'bob' }],
] as readonly (readonly [string, CursorScope])[]) {
  test(`is of no use to ${name}`, () => {
    assert.is(cursors.open(scope, cursor), undefined);
  });
}

test('is of no use with another key', () => {
  assert.is(openCursors({ current: [keyOf(2)] }).open(SCOPE, cursor), undefined);
});

test('takes what an older key has sealed for as long as that key is named', () => {
  keys.current = [keyOf(2), keyOf(1)];
  assert.is(cursors.open(SCOPE, cursor), 'é, 1');
  const newer = cursors.seal(SCOPE, '2');
  keys.current = [keyOf(2)];
  assert.equal([cursors.open(SCOPE, newer), cursors.open(SCOPE, cursor)], ['2', undefined]);
  keys.current = [keyOf(1)];
});

test('has one spelling: no character may change, the last one neither', () => {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  for (let at = 0; at < cursor.length; at++) {
    for (const digit of digits) {
      if (cursor[at] === digit) continue;
      const changed = cursor.slice(0, at) + digit + cursor.slice(at + 1);
      assert.is(cursors.open(SCOPE, changed), undefined, changed);
    }
  }
});

for (const text of ['', '1', 'x'.repeat(10_000), `${cursor}=`, ` ${cursor}`]) {
  test(`refuses ${text.slice(0, 20)}`, () => {
    assert.is(cursors.open(SCOPE, text), undefined);
  });
}

test.run();
