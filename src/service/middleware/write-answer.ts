import type { Request, RequestHandler, Response } from 'express';

import type { Cursors } from '../paging/cursor.ts';
import { entityTag, isNamed } from '../answer/entity-tag.ts';
import { linkToNext } from '../paging/next-page.ts';
import { problem } from '../answer/problem.ts';
import { readRefusal, refusalProblem } from '../answer/refusal-problem.ts';
import type { CompiledShape } from '../keyed/answer-shape.ts';
import { REPLAYED } from '../keyed/call-keyed.ts';
import { type ServedContext, servedOf } from '../request-context.ts';

/**
 * Answers with the rows that a routine gave: one object or a list. A refusal of the one row is a
 * problem; a list may have refusals beside answers, so there it stays in its row.
 */
export function writeAnswer(cursors: Cursors): RequestHandler {
  return (request, response) => {
    const context = servedOf(response);
    refuseOtherTypes(context);
    refuseTooMany(context);
    const from = performance.now();
    const shape = context.kept?.shape ?? context.served.shape;
    if (isReplayed(context, shape)) response.setHeader(...REPLAYED);
    const { written } = context.told;
    const body = written?.json ?? bodyOf(context, shape);
    context.timing.serialiseMs += performance.now() - from;
    const link = linkToNext(context, request.originalUrl, cursors);
    if (link !== undefined) response.setHeader('Link', link);
    response.setHeader('Cache-Control', context.served.cacheControl);
    if (isRead(context) && isKept(request, response, body)) {
      written?.release();
      response.status(304).end();
      return;
    }
    if (written) response.once('finish', written.release); // not where the client left before
    response.status(200);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.end(body);
  };
}

function bodyOf(context: ServedContext, shape: CompiledShape): string {
  return shape.isList ? shape.serializer.many(context.told.rows) : onlyRow(context, shape);
}

const isRead = ({ served }: ServedContext): boolean => served.endpoint.route.method === 'GET';

/** Tags the answer; true when the client has it already (RFC 9110, 13.1.2). */
function isKept(request: Request, response: Response, body: Buffer | string): boolean {
  const { served, told } = servedOf(response);
  const tag = entityTag(served.etagAt, told.rows, body);
  response.setHeader('ETag', tag);
  if (served.endpoint.route.scopes !== null) response.setHeader('Vary', 'Authorization');
  return isNamed(request.get('if-none-match'), tag);
}

/** True when an earlier request had the effect, and this one got its answer. */
function isReplayed({ kept, told }: ServedContext, { replayedAt }: CompiledShape): boolean {
  if (kept?.isReplayed) return true;
  const { rows } = told;
  return replayedAt >= 0 && rows.length > 0 && rows.every((row) => row[replayedAt] === 't');
}

/**
 * A routine may have changed since its contract was read, and a connection that had not prepared it
 * yet gets columns of other types: they would be written by the rules of the old ones.
 */
function refuseOtherTypes({ served, told, kept }: ServedContext): void {
  if (kept) return; // its statement can't be parsed then
  const { types = served.columnOids } = told;
  if (served.columnOids.some((oid, i) => oid !== types[i])) throw problem('contract-changing');
}

/** A list that is longer than its contract says may be of any length: it is told as a fault. */
function refuseTooMany({ served, told }: ServedContext): void {
  const { endpoint, mostRows } = served;
  if (!endpoint.isList || told.rows.length <= mostRows) return;
  const { signature } = endpoint.routine;
  const said = `${signature} gave ${told.rows.length} rows; its contract says ${mostRows} at most.`;
  throw problem('internal', { cause: new Error(said) });
}

function onlyRow({ served, told }: ServedContext, shape: CompiledShape): string {
  const { fields, serializer, refusalAt } = shape;
  if (fields.length === 0) return '{}';
  const [row, ...more] = told.rows;
  if (!row) throw problem('row-missing');
  if (more.length > 0) {
    const cause = new Error(
      `${served.endpoint.routine.signature} is @single; it gave several rows.`,
    );
    throw problem('internal', { cause });
  }
  const refusal = readRefusal(row[refusalAt] ?? null);
  if (refusal) throw refusalProblem(refusal);
  return serializer.one(row);
}
