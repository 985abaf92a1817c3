import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readCall } from './call-template.ts';
import { Generator } from './generator.ts';
import { countOf, goodOf, type PhaseFigures } from './load.ts';

const test = suite('Generator');

/** Runs phases against a server that answers by `listener`. */
async function against<Value>(
  listener: RequestListener,
  body: (generator: Generator) => Promise<Value>,
): Promise<Value> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has no other
  const call = readCall('get.http', 'GET /', '');
  const generator = new Generator({ host: '127.0.0.1', port }, call);
  try {
    return await body(generator);
  } finally {
    generator.close();
    server.closeAllConnections();
    server.close();
  }
}

const PHASE = { seconds: 0.2, connections: 3, rate: null, patienceMs: 5_000 };

test('asks on and on over each connection, and counts every answer', async () => {
  let asked = 0;
  const sockets = new Set<unknown>();
  const figures = await against(
    (request, response) => {
      sockets.add(request.socket);
      response.end(String(++asked));
    },
    (generator) => generator.run(PHASE),
  );
  assert.is(goodOf(figures), asked);
  assert.is(countOf(figures), asked);
  assert.is(sockets.size, 3);
  assert.ok(figures.p50 <= figures.p99 && figures.goodRate > 0);
});

test('tells refusals from successes, and goes on where the server hangs up', async () => {
  let asked = 0;
  const figures = await against(
    (_request, response) => {
      response.statusCode = ++asked % 2 === 0 ? 503 : 200;
      response.setHeader('Connection', 'close');
      response.end();
    },
    (generator) => generator.run(PHASE),
  );
  const { 200: good = 0, 503: refused = 0 } = figures.statuses;
  assert.ok(good > 1 && refused > 1);
  assert.is(good + refused, asked);
  const sums = figures.slices.reduce(([a, b], [c, d]) => [a + c, b + d] as const, [0, 0] as const);
  assert.equal(sums, [good, refused]);
});

test('offers a rate whatever is answered, and gives up what is late or cut', async () => {
  const run = (listener: RequestListener): Promise<PhaseFigures> =>
    against(listener, (generator) =>
      generator.run({ seconds: 0.2, connections: 2, rate: 200, patienceMs: 50 }),
    );
  const silent = await run(() => undefined);
  assert.equal(silent.statuses, {});
  assert.ok(silent.late > 2, 'those that wait for a connection are late too');
  const rude = await run((request) => void request.socket.destroy());
  assert.ok(rude.cut > 0);
});

test('keeps its connections for the next phase, and ends on what has no length', async () => {
  const sockets = new Set<unknown>();
  await against(
    (request, response) => {
      sockets.add(request.socket);
      response.end('x');
    },
    async (generator) => {
      await generator.run(PHASE);
      await generator.run({ ...PHASE, connections: 2 });
    },
  );
  assert.is(sockets.size, 3);
  const broken = against(
    (_request, response) => {
      response.write('no length');
      response.end();
    },
    (generator) => generator.run(PHASE),
  );
  assert.match(String(await broken.catch((error: unknown) => error)), /without Content-Length/);
});

test.run();
