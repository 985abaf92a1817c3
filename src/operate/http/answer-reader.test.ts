import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { AnswerReader } from './answer-reader.ts';

const test = suite('AnswerReader');

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: x\r\nContent-Length: 5\r\n\r\nhello';

test('finds the end of an answer, however it is cut', () => {
  for (let at = 1; at < ANSWER.length; at++) {
    const reader = new AnswerReader();
    assert.is(reader.feed(Buffer.from(ANSWER.slice(0, at))), null, String(at));
    const answer = reader.feed(Buffer.from(ANSWER.slice(at)));
    assert.equal(answer, { status: 200, staysOpen: true });
    assert.equal(reader.feed(Buffer.from(ANSWER)), { status: 200, staysOpen: true });
  }
});

test('tells that the server hangs up, and takes an answer without a body', () => {
  const reader = new AnswerReader();
  const closing = 'HTTP/1.1 503 X\r\nconnection: close\r\ncontent-length: 0\r\n\r\n';
  assert.equal(reader.feed(Buffer.from(closing)), { status: 503, staysOpen: false });
  const empty = 'HTTP/1.1 204 No Content\r\nAllow: GET\r\n\r\n';
  assert.equal(reader.feed(Buffer.from(empty)), { status: 204, staysOpen: true });
});

test('refuses an answer without a length, and more than it says', () => {
  const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
  assert.throws(() => new AnswerReader().feed(Buffer.from(chunked)), /without Content-Length/);
  assert.throws(() => new AnswerReader().feed(Buffer.from(`${ANSWER}!`)), /More came/);
});

test.run();
