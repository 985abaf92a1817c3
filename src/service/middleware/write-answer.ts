import type { Request, RequestHandler, Response } from 'express';

import type { Cursors } from '../paging/cursor.ts';
import { entityTag, isNamed } from '../answer/entity-tag.ts';
import { linkToNext } from '../paging/next-page.ts';
import { problem } from '../answer/problem.ts';
import { readRefusal, refusalProblem } from '../answer/refusal-problem.ts';
import { type ServedContext, servedOf } from '../request-context.ts';

/**
 * Answers with the rows that a routine gave: one object or a list. A refusal of the one row is a
 * problem; a list may have refusals beside answers, so there it stays in its row.
 */
export function writeAnswer(cursors: Cursors): RequestHandler {
  return (request, response) => {
    const context = servedOf(response);
    refuseOtherTypes(context);
    const from = performance.now();
    const body = context.served.endpoint.isList
      ? context.served.serializer.many(context.told.rows)
      : onlyRow(context);
    context.timing.serialiseMs += performance.now() - from;
    const link = linkToNext(context, request.originalUrl, cursors);
    if (link !== undefined) response.setHeader('Link', link);
    response.setHeader('Cache-Control', context.served.cacheControl);
    if (isRead(context) && isKept(request, response, body)) {
      response.status(304).end();
      return;
    }
    response.status(200);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.end(body);
  };
}

const isRead = ({ served }: ServedContext): boolean => served.endpoint.route.method === 'GET';

/** Tags the answer; true when the client has it already (RFC 9110, 13.1.2). */
function isKept(request: Request, response: Response, body: string): boolean {
  const { served, told } = servedOf(response);
  const tag = entityTag(served.etagAt, told.rows, body);
  response.setHeader('ETag', tag);
  if (served.endpoint.route.scopes !== null) response.setHeader('Vary', 'Authorization');
  return isNamed(request.get('if-none-match'), tag);
}

/**
 * A routine may have changed since its contract was read, and a connection that had not prepared it
 * yet gets columns of other types: they would be written by the rules of the old ones.
 */
function refuseOtherTypes({ served, told }: ServedContext): void {
  const { types = served.columnOids } = told;
  if (served.columnOids.some((oid, i) => oid !== types[i])) throw problem('contract-changing');
}

function onlyRow({ served, told }: ServedContext): string {
  const { endpoint, serializer, refusalAt } = served;
  if (endpoint.answer.length === 0) return '{}';
  const [row, ...more] = told.rows;
  if (!row) throw problem('row-missing');
  if (more.length > 0) {
    const cause = new Error(`${endpoint.routine.signature} is @single; it gave several rows.`);
    throw problem('internal', { cause });
  }
  const refusal = readRefusal(row[refusalAt] ?? null);
  if (refusal) throw refusalProblem(refusal);
  return serializer.one(row);
}
