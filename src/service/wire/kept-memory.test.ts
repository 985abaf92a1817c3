import { connect, type Socket } from 'node:net';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Service } from '../options/service-options.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

/** Lists lie in memory that other lists lay in before: none may get a byte of another. */
const test = suite('lists in kept memory');
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

test('of clients side by side, of all sizes', async () => {
  const asked = Array.from({ length: 60 }, (_, i) => {
    const [letter = 'a', rows] = ['abcdef'[i % 6], 1 + ((i * 37) % 200)];
    return { letter, rows, answer: ask(service, pathOf(letter, rows)) };
  });
  for (const { letter, rows, answer } of asked) {
    assert.ok((await answer).text === listOf(letter, rows), `${rows} rows of ${letter}`);
  }
});

test('of clients that read late, while others come and go', async () => {
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
