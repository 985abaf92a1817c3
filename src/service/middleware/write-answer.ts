import type { RequestHandler } from 'express';

import { type Cursors, cursorScope } from '../answer/cursor.ts';
import { problem } from '../answer/problem.ts';
import { readRefusal, refusalProblem } from '../answer/refusal-problem.ts';
import { LIMIT } from '../contract/served.ts';
import { type ServedContext, servedOf } from '../request-context.ts';

/**
 * Answers with the rows that a routine gave: one object or a list. A refusal of the one row is a
 * problem; a list may have refusals beside answers, so there it stays in its row.
 */
export function writeAnswer(cursors: Cursors): RequestHandler {
  return (request, response) => {
    const context = servedOf(response);
    refuseOtherColumns(context);
    const from = performance.now();
    const body = context.served.endpoint.isList
      ? context.served.serializer.many(context.told.rows)
      : onlyRow(context);
    context.timing.serialiseMs += performance.now() - from;
    const next = nextPage(context, cursors);
    if (next !== undefined) response.setHeader('Link', linkTo(request.originalUrl, next));
    response.status(200);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.setHeader('Cache-Control', 'no-store');
    response.end(body);
  };
}

/**
 * A routine may have changed since its contract was read, and a connection that had not prepared it
 * yet gets the new columns: they would go out under the old names.
 */
function refuseOtherColumns({ served, told }: ServedContext): void {
  const { answer } = served.endpoint;
  if (answer.length === 0) return; // void is a column to the driver
  const isSame = told.columns.length === answer.length;
  const isNamed = told.columns.every((name, i) => name === answer[i]?.name);
  if (!isSame || (!isNamed && answer.length > 1)) throw problem('contract-changing');
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

/** The cursor behind the last row of a full page; undefined where the list ends. */
function nextPage(context: ServedContext, cursors: Cursors): string | undefined {
  const { paging } = context.served;
  const { rows } = context.told;
  if (!paging || rows.length < Number(context.input[LIMIT] ?? paging.defaultLimit))
    return undefined;
  const value = rows.at(-1)?.[paging.columnAt];
  return typeof value === 'string' ? cursors.seal(cursorScope(context), value) : undefined;
}

/** The same request with another cursor (RFC 8288). */
function linkTo(target: string, cursor: string): string {
  const [path = '', query = ''] = target.split('?');
  const kept = query.split('&').filter((piece) => piece !== '' && !piece.startsWith('cursor='));
  const link = `${path}?${[...kept, `cursor=${cursor}`].join('&')}`;
  return `<${link.replace(/[^\x21-\x7e]|[<>"]/g, encodeURIComponent)}>; rel="next"`;
}
