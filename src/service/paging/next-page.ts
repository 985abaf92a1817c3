import { LIMIT } from '../../contract/most-rows.ts';
import type { ServedContext } from '../request-context.ts';
import { type Cursors, cursorScope } from './cursor.ts';
import { problem } from '../answer/problem.ts';

/**
 * The field Link of a full page (RFC 8288): the same request, going on behind its last row. Rows
 * that come or go meanwhile move no other: the cursor holds the row's key, not its number.
 *
 * There is no link back: a client has the pages it came by, and a list read backwards would need a
 * second order in each routine.
 *
 * @returns Undefined where the list ends.
 * @throws {Problem} When the last row has no key: the list would end there, and nobody would know.
 */
export function linkToNext(
  context: ServedContext,
  target: string,
  cursors: Cursors,
): string | undefined {
  const { served, told, input } = context;
  if (!served.paging) return undefined;
  const { columnAt, defaultLimit } = served.paging;
  if (told.rows.length < Number(input[LIMIT] ?? defaultLimit)) return undefined;
  const value = told.rows.at(-1)?.[columnAt] ?? null;
  if (value === null) {
    const cause = new Error(`${served.endpoint.routine.signature} pages by a column that is null.`);
    throw problem('internal', { cause });
  }
  return linkTo(target, cursors.seal(cursorScope(context), value));
}

function linkTo(target: string, cursor: string): string {
  const [path = '', query = ''] = target.split('?');
  const kept = query.split('&').filter((piece) => piece !== '' && !piece.startsWith('cursor='));
  const link = `${path}?${[...kept, `cursor=${cursor}`].join('&')}`;
  return `<${link.replace(/[^\x21-\x7e]|[<>"]/g, encodeURIComponent)}>; rel="next"`;
}
