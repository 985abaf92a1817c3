import { createServer } from 'node:http';

import express, { type RequestHandler } from 'express';

import { connect } from '../../db/connect.ts';
import { serveBare } from './bare-server.ts';

/**
 * What a good tutorial shows: Express, its JSON reader, pg-promise with a prepared statement, the
 * driver's own parsing and JSON.stringify. No key, no checks, no limits, no log, no metrics.
 */
serveBare(async (route) => {
  const { method, path, places, isList } = route;
  const { sql: text, values, ...target } = route;
  const database = connect({ ...target, max: places, name: 'bench express' });
  const handler: RequestHandler = async (request, response) => {
    const given = (method === 'GET' ? request.query : request.body) as Record<string, unknown>;
    const query = { name: 'bench', text, values: values.map((key) => given[key]) };
    const answer: unknown = isList ? await database.any(query) : await database.one(query);
    response.json(answer);
  };
  const app = express();
  app.use(express.json());
  if (method === 'GET') app.get(path, handler);
  else app.post(path, handler);
  return createServer(app);
});
