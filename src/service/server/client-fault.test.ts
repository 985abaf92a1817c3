import { connect } from 'node:net';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { BOX } from '../trial/trial-schema.ts';
import { keyField, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('answerClientFaults');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

/** Sends bytes as they stand, and reads until the other side hangs up. */
function send(text: string): Promise<string> {
  const { hostname, port } = new URL(trial.service.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

const KEY = `Authorization: ${keyField('alice')['Authorization']}`;
const POST = `POST /v1/boxes/${BOX}/items HTTP/1.1\r\n${KEY}\r\nContent-Type: application/json`;
const HOST = 'Host: a';
const END = 'Connection: close\r\n\r\n';

for (const [name, text, status] of [
  ['two Host fields', `GET /v1/hello HTTP/1.1\r\n${HOST}\r\nHost: b\r\n${END}`, 400],
  ['no Host field', `GET /v1/hello HTTP/1.1\r\n${END}`, 400],
  ['two lengths', `${POST}\r\n${HOST}\r\nContent-Length: 2\r\nContent-Length: 3\r\n${END}{}`, 400],
  [
    'a length and chunks',
    `${POST}\r\n${HOST}\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n${END}0\r\n\r\n`,
    400,
  ],
  ['an unknown coding', `${POST}\r\n${HOST}\r\nTransfer-Encoding: x\r\n${END}{}`, 400],
  [
    'a coding with a blank before its colon',
    `${POST}\r\n${HOST}\r\nTransfer-Encoding : chunked\r\n${END}0\r\n\r\n`,
    400,
  ],
  ['lines that end in LF alone', `GET /v1/hello HTTP/1.1\n${HOST}\nConnection: close\n\n`, 400],
  [
    'a chunk with extensions without end',
    `${POST}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n${END}2;${'a'.repeat(20_000)}\r\n{}`,
    413,
  ],
  ['a folded field', `GET /v1/hello HTTP/1.1\r\n${HOST}\r\nX: a\r\n b\r\n${END}`, 400],
  ['another expectation', `GET /v1/hello HTTP/1.1\r\n${HOST}\r\nExpect: x\r\n${END}`, 417],
  ['no HTTP', 'hello\r\n\r\n', 400],
  [
    'fields without end',
    `GET /v1/hello HTTP/1.1\r\n${HOST}\r\nX: ${'a'.repeat(20_000)}\r\n${END}`,
    431,
  ],
  ['bytes in the target', `GET /v1/boxes/\xe9/items HTTP/1.1\r\n${HOST}\r\n${KEY}\r\n${END}`, 400],
] as const) {
  test(`${name} is answered by a problem`, async () => {
    const answer = await send(text);
    assert.match(answer, `HTTP/1.1 ${status} `);
    assert.match(answer, 'application/problem+json');
    assert.match(answer, `"status":${status}`);
  });
}

test('and what is sound passes', async () => {
  const answer = await send(`GET /v1/hello HTTP/1.1\r\n${HOST}\r\n${END}`);
  assert.match(answer, 'HTTP/1.1 200 OK');
  const chunked = `${POST}\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n${END}`;
  assert.match(await send(`${chunked}2\r\n{}\r\n0\r\n\r\n`), '"/problems/input-invalid"');
  assert.match(await send(`GET http://a/v1/hello HTTP/1.1\r\n${HOST}\r\n${END}`), '200 OK');
});

test.run();
