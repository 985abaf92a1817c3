import { createServer, type IncomingMessage } from 'node:http';

import { connect } from '../../db/connect.ts';
import { serveBare } from './bare-server.ts';

/** The part of the driver's pool that pg-promise's types leave out. */
interface RawPool {
  query(query: object): Promise<{ readonly rows: readonly unknown[] }>;
}

/** The least that Node can do: node:http, the pool of pg, a prepared statement, JSON.parse. */
serveBare(async ({ method, path, places, sql, values, isList, ...target }) => {
  const database = connect({ ...target, max: places, name: 'bench node' });
  const pool = database.$pool as unknown as RawPool; // pg's own pool, with more to it
  return createServer((request, response) => {
    const answer = async () => {
      const { pathname: asked, searchParams } = new URL(request.url ?? '', 'http://bench');
      if (request.method !== method || asked !== path) return undefined;
      const given =
        method === 'GET'
          ? Object.fromEntries(searchParams)
          : (JSON.parse(await textOf(request)) as Record<string, unknown>);
      const query = { name: 'bench', text: sql, values: values.map((key) => given[key]) };
      const { rows } = await pool.query(query);
      return JSON.stringify(isList ? rows : rows[0]);
    };
    answer().then(
      (body = '') => {
        response.writeHead(body === '' ? 404 : 200, {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        });
        response.end(body);
      },
      () => response.writeHead(500, { 'Content-Length': 0 }).end(),
    );
  });
});

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (text += part));
    request.on('end', () => resolve(text));
    request.on('error', reject);
  });
}
