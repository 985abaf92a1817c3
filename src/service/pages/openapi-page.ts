import type { RequestHandler, Response } from 'express';

import { contextOf } from '../request-context.ts';

/** GET /openapi.json: the contract that is served now, as others read it. */
export const openApiPage: RequestHandler = (_request, response) => {
  sendJson(response, contextOf(response).live.openApi);
};

/** GET /contract.json: the same as it is, to be compared by `procwright contract diff URL`. */
export const contractPage: RequestHandler = (_request, response) => {
  sendJson(response, contextOf(response).live.snapshot);
};

function sendJson(response: Response, text: string): void {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-cache');
  response.end(text);
}
