import type { RequestHandler } from 'express';

import { contextOf } from '../request-context.ts';

/** GET /openapi.json: the contract that is served now. */
export const openApiPage: RequestHandler = (_request, response) => {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Cache-Control', 'no-cache');
  response.end(contextOf(response).live.openApi);
};
