import { connect, type Socket } from 'node:net';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Service } from '../options/service-options.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';
import { BufferPool } from './buffer-pool.ts';

const test = suite('BufferPool');
let trial: TrialService;
let service: Service;

test.before(async () => {
  trial = await openTrialService();
  await trial.database.admin.none(LETTERS);
  service = await trial.start();
});
test.after(async () => {
  await service?.stop(); // neither is there when before failed
  await trial?.close();
});

/** Lists lie in memory that other lists lay in before: none may get a byte of another. */
const LETTERS = `
create function app.list_letters(p_letter text, p_rows integer) returns table (word text)
language sql stable as $$ select repeat(p_letter, 1000) from generate_series(1, p_rows) $$;
comment on function app.list_letters is $c$
List words of one letter.

@http    GET /v1/letters/{letter}
@public
@timeout 60s
@most    200
$c$;
`;

test('gives what came back, and to one alone', () => {
  const pool = new BufferPool();
  const first = pool.take(100);
  pool.give(first);
  assert.is(pool.take(50), first);
  assert.is.not(pool.take(50), first);
});

test('gives nothing that is too small', () => {
  const pool = new BufferPool();
  const small = pool.take(10);
  const large = pool.take(1_000);
  pool.give(large);
  pool.give(small);
  assert.is(pool.take(11), large);
  assert.is(pool.take(10), small);
});

test('keeps neither many nor large ones', () => {
  const pool = new BufferPool();
  const huge = pool.take(1024 * 1024);
  pool.give(huge);
  assert.is.not(pool.take(1024 * 1024), huge);
  const many = Array.from({ length: 40 }, () => pool.take(10));
  for (const one of many) pool.give(one);
  const again = new Set(many.map(() => pool.take(10)));
  assert.is(many.filter((one) => again.has(one)).length, 32);
});

test('has memory of its own: none of it is in a slab that others have a part of', () => {
  const { buffer, byteLength } = new BufferPool().take(100);
  assert.is(buffer.byteLength, byteLength);
});

const pathOf = (letter: string, rows: number): string => `/v1/letters/${letter}?rows=${rows}`;
const listOf = (letter: string, rows: number): string =>
  JSON.stringify(Array.from({ length: rows }, () => ({ word: letter.repeat(1_000) })));

/** Requests on one connection: far more than its socket's buffers hold of the answers. */
const PIPELINED = 40;

/** A client that asks, and does not read before it is told to. */
function openLazy(letter: string): {
  readonly socket: Socket;
  readonly all: () => Promise<string>;
} {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  socket.on('error', () => undefined); // a cut is one end of it
  socket.pause();
  const call = `GET ${pathOf(letter, 200)} HTTP/1.1\r\nHost: x\r\n`;
  const last = `${call}Connection: close\r\n\r\n`;
  socket.write(`${call}\r\n`.repeat(PIPELINED - 1) + last);
  const all = async () => {
    let text = '';
    for await (const part of socket) text += String(part);
    return text;
  };
  return { socket, all };
}

const bodiesOf = (text: string): readonly string[] => text.match(/\[\{.*?\}\]/g) ?? [];

test('serves clients side by side, of all sizes', async () => {
  const asked = Array.from({ length: 60 }, (_, i) => {
    const [letter = 'a', rows] = ['abcdef'[i % 6], 1 + ((i * 37) % 200)];
    return { letter, rows, answer: ask(service, pathOf(letter, rows)) };
  });
  for (const { letter, rows, answer } of asked) {
    assert.ok((await answer).text === listOf(letter, rows), `${rows} rows of ${letter}`);
  }
});

test('serves clients that read late, while others come and go', async () => {
  const lazy = ['g', 'h', 'i'].map((letter) => ({ letter, ...openLazy(letter) }));
  const left = openLazy('j');
  for (let i = 0; i < 40; i++) {
    const letter = 'kl'[i % 2] ?? '';
    assert.ok((await ask(service, pathOf(letter, 200))).text === listOf(letter, 200));
    if (i === 20) left.socket.destroy();
  }
  for (const { letter, all } of lazy) {
    const bodies = bodiesOf(await all());
    assert.is(bodies.length, PIPELINED);
    assert.ok(
      bodies.every((body) => body === listOf(letter, 200)),
      `all of ${letter}`,
    );
  }
});

test.run();
