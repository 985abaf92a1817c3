import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from '../../exit-code.ts';
import { readCall } from './call-template.ts';

const test = suite('readCall');

const FILE = `POST /v1/items?x=1
Authorization: Bearer {{key}}

{"id":"{{uuid7}}","count":{{7..9}}}
`;

test('makes a request with a length, and what differs anew each time', () => {
  const { method, target, next } = readCall('post.http', FILE, 'pw_1');
  assert.equal([method, target], ['POST', '/v1/items?x=1']);
  const made = Array.from({ length: 50 }, next);
  const ids = made.map((request) => {
    const [head = '', body = ''] = request.split('\r\n\r\n');
    assert.equal(head.split('\r\n').slice(0, 3), [
      'POST /v1/items?x=1 HTTP/1.1',
      'Host: bench',
      'Authorization: Bearer pw_1',
    ]);
    assert.is(head.split('\r\n')[3], `Content-Length: ${body.length}`);
    const { id, count } = JSON.parse(body) as { readonly id: string; readonly count: number };
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.ok(
      Math.abs(Number.parseInt(id.replace('-', '').slice(0, 12), 16) - Date.now()) < 60_000,
    );
    assert.ok(count >= 7 && count <= 9);
    return id;
  });
  assert.is(new Set(ids).size, 50);
});

test('has no length where there is no body', () => {
  const { next } = readCall('get.http', 'GET /v1/items\nAccept: application/json\n', 'k');
  assert.is(next(), 'GET /v1/items HTTP/1.1\r\nHost: bench\r\nAccept: application/json\r\n\r\n');
});

for (const [what, from, to, says] of [
  ['no method', 'POST ', '', 'is no method and path'],
  ['a field without a colon', 'Authorization:', 'Authorization', '"Authorization Bearer'],
  ['an unknown placeholder', '{{uuid7}}', '{{uuid4}}', '{{uuid4}} stands for nothing'],
  ['more than ASCII', '"id"', '"ïd"', 'more than ASCII'],
] as const) {
  test(`faults ${what}, with the file`, () => {
    try {
      readCall('post.http', FILE.replace(from, to), 'k');
      assert.unreachable();
    } catch (error) {
      assert.instance(error, CommandFault);
      assert.ok(String(error).includes(says), String(error));
      assert.match(String(error), /post\.http/);
    }
  });
}

test.run();
