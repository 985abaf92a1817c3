import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import express from 'express';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { classesFor } from './express-classes.ts';

const test = suite('classesFor');

test('leaves a request and its answer the prototypes that they were born with', async () => {
  const app = express();
  const classes = classesFor(app);
  const seen: boolean[] = [];
  const server = createServer(classes, (request, response) => {
    const born = [Object.getPrototypeOf(request), Object.getPrototypeOf(response)];
    app(request, response);
    seen.push(
      Object.getPrototypeOf(request) === born[0],
      Object.getPrototypeOf(response) === born[1],
    );
  });
  app.get('/fields', (request, response) => {
    response.status(201).json([request.get('x-one'), request.path, request.app === app]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has no other
  const answer = await fetch(`http://127.0.0.1:${port}/fields?x`, { headers: { 'X-One': '1' } });
  assert.is(answer.status, 201);
  assert.equal(await answer.json(), ['1', '/fields', true]);
  assert.equal(seen, [true, true]);
  server.close();
});

test.run();
