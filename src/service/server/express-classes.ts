import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';

import express, { type Express } from 'express';

/**
 * The classes of an application's requests and answers, for `createServer`.
 *
 * Express gives each request and answer another prototype when it comes, which takes away what the
 * engine knew of its form: 70 us a request, thrice what all of node:http takes (docs/adr/0027).
 * Born with that prototype, they are left as they are.
 */
export function classesFor(
  app: Express,
): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  Object.setPrototypeOf(AppRequest.prototype, express.request);
  Object.setPrototypeOf(AppResponse.prototype, express.response);
  for (const { prototype } of [AppRequest, AppResponse]) {
    Object.defineProperty(prototype, 'app', { value: app, configurable: true, writable: true });
  }
  app.request = AppRequest.prototype as Express['request']; // its prototype is Express's own
  app.response = AppResponse.prototype as Express['response'];
  return {
    IncomingMessage: AppRequest,
    ServerResponse: AppResponse as typeof ServerResponse, // Express adds, and takes nothing away
  };
}
