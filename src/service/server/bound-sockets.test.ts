import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { boundSockets } from './bound-sockets.ts';

const test = suite('boundSockets');

/** More than any two socket buffers hold. */
const LARGE = Buffer.alloc(32 * 1024 * 1024, 'x');

let server: Server;
let port: number;

/** Starts a server that answers everything with more than its sockets hold. */
async function serve(answerMs: number): Promise<void> {
  server = createServer((_request, response) => response.end(LARGE));
  boundSockets(server, { answerMs, sweepMs: 10, most: 2 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo); // a TCP server has no other
}
test.after.each(() => {
  server.closeAllConnections();
  server.close();
});

function open(): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined); // a reset is one way to be cut
  return socket;
}

const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

test('cuts a client that does not take its answer', async () => {
  await serve(50);
  const closed = new Promise<void>((resolve) => {
    server.once('connection', (socket) => socket.once('close', () => resolve()));
  });
  const client = open();
  client.pause();
  client.write(REQUEST);
  await closed;
  let bytes = 0;
  client.on('data', (part) => (bytes += part.length));
  client.resume();
  await once(client, 'close');
  assert.ok(bytes < LARGE.length);
});

test('leaves alone who takes his, and who asks nothing for a while', async () => {
  await serve(20_000);
  const client = open();
  let bytes = 0;
  let onBytes: () => void = () => undefined;
  client.on('data', (part) => {
    bytes += part.length;
    onBytes();
  });
  for (let asked = 1; asked <= 3; asked++) {
    client.write(REQUEST);
    while (bytes < asked * LARGE.length) await new Promise<void>((resolve) => (onBytes = resolve));
  }
  assert.is(client.destroyed, false);
  client.destroy();
});

test('takes so many connections, and no more', async () => {
  await serve(20_000);
  const clients = [open(), open()];
  await Promise.all(clients.map((client) => once(client, 'connect')));
  const late = open();
  late.resume();
  await once(late, 'close');
  assert.ok(clients.every(({ destroyed }) => !destroyed));
  for (const client of clients) client.destroy();
});

test.run();
