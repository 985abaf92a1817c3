import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { createMessageReader, frame } from './message-stream.ts';

const test = suite('messageStream');

test('reads what it writes, however the bytes come', () => {
  const bytes = Buffer.from(frame({ id: 1, method: 'é😀' }) + frame({ method: 'b' }));
  for (const size of [1, 7, bytes.length]) {
    const read = createMessageReader();
    const got = Array.from({ length: Math.ceil(bytes.length / size) }).flatMap((_, index) =>
      read(bytes.subarray(index * size, (index + 1) * size)),
    );
    assert.equal(
      got.map((message) => message?.method),
      ['é😀', 'b'],
    );
  }
});

test('heeds other heads in any case, and refuses one without a length', () => {
  const head = 'Content-Type: x\r\ncontent-length: 2\r\n\r\n{}';
  assert.equal(createMessageReader()(Buffer.from(head)), [{}]);
  assert.throws(() => createMessageReader()(Buffer.from('X: y\r\n\r\n')), /Content-Length/);
});

test('takes what is no message for null, and reads on', () => {
  const framed = ['{no', '[]', 'null', '1', '{}'].map(
    (text) => `Content-Length: ${text.length}\r\n\r\n${text}`,
  );
  assert.equal(createMessageReader()(Buffer.from(framed.join(''))), [null, null, null, null, {}]);
});

test.run();
