import type { RequestHandler } from 'express';

import type { Parameter } from '../../contract/endpoint.ts';
import { type Cursors, cursorScope } from '../paging/cursor.ts';
import { type FieldFault, problem } from '../answer/problem.ts';
import { type RequestContext, type ServedContext, servedOf } from '../request-context.ts';
import { readIfMatch } from './if-match.ts';
import { type Query, readQuery } from './read-query.ts';
import { takesList, valueOfText } from './text-value.ts';

/** The parameter that says where a page begins. */
const CURSOR = 'cursor';

/**
 * Puts together what the client gives, from path, query and body. Each name has one place: one that
 * stands in another is at fault, and so is one that stands twice.
 */
export function readInput(cursors: Cursors): RequestHandler {
  return (request, response, next) => {
    const context = servedOf(response);
    const query = readQuery(request.url);
    context.input = {
      ...gather(context, query),
      ...Object.fromEntries(readIfMatch(request, context.served)),
    };
    context.cursor = readCursor(context, query, cursors);
    next();
  };
}

/** Where the page begins; null on the first page. */
function readCursor(
  context: ServedContext,
  query: Query,
  cursors: Cursors,
): RequestContext['cursor'] {
  const { paging } = context.served;
  const [text, ...more] = query.get(CURSOR) ?? [];
  if (paging === null || text === undefined) return null;
  const value = more.length === 0 ? cursors.open(cursorScope(context), text) : undefined;
  if (value !== undefined) return { argument: paging.argument, value };
  const detail = 'It was made for another list, other filters or another key, or it was changed.';
  throw problem('cursor-invalid', {
    errors: [{ pointer: `#/${CURSOR}`, code: 'cursor', detail }],
  });
}

function gather(context: ServedContext, query: Query): Readonly<Record<string, unknown>> {
  const { served, pathValues, body } = context;
  const { parameters } = served.endpoint;
  const faults: FieldFault[] = [];
  const values: (readonly [string, unknown])[] = [];

  for (const [key, text] of Object.entries(pathValues)) {
    values.push([key, valueOfText(schemaOf(parameters, key), text)]);
  }
  for (const [key, texts] of query) {
    if (key === CURSOR && served.paging) continue;
    const schema = schemaOf(parameters, key);
    const isList = takesList(schema);
    faults.push(...misplaced(parameters, key, 'query'));
    if (texts.length > 1 && !isList) faults.push(repeated(key));
    const [first = ''] = texts;
    values.push([
      key,
      isList ? texts.map((text) => valueOfText(schema, text)) : valueOfText(schema, first),
    ]);
  }
  for (const [key, value] of Object.entries(body)) {
    faults.push(...misplaced(parameters, key, 'body'));
    values.push([key, value]);
  }

  if (faults.length > 0) throw problem('input-invalid', { errors: faults });
  return Object.fromEntries(values);
}

function schemaOf(parameters: readonly Parameter[], key: string): Parameter['schema'] {
  return parameters.find((parameter) => parameter.key === key)?.schema ?? {};
}

/** A name that is known, and belongs to another place. An unknown one is the schema's to refuse. */
function misplaced(
  parameters: readonly Parameter[],
  key: string,
  given: Parameter['place'],
): readonly FieldFault[] {
  const place = parameters.find((parameter) => parameter.key === key)?.place ?? given;
  if (place === given) return [];
  const detail = `It belongs to the ${place}, not to the ${given}.`;
  return [{ pointer: `#/${key}`, code: 'misplaced', detail }];
}

function repeated(key: string): FieldFault {
  return { pointer: `#/${key}`, code: 'repeated', detail: 'It stands more than once.' };
}
