import { problem } from '../answer/problem.ts';
import { decodeText } from './find-route.ts';

/** Parameters of a query, each with its values in their order. */
export type Query = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the query of a request target, strictly: URLSearchParams would let a broken escape pass as
 * text, and turn bytes that are no UTF-8 into question marks.
 *
 * @throws {Problem} 400
 */
export function readQuery(target: string): Query {
  const start = target.indexOf('?');
  const query = new Map<string, string[]>();
  if (start < 0) return query;
  for (const piece of target.slice(start + 1).split('&')) {
    if (piece === '') continue;
    const [name = '', ...rest] = piece.split('=');
    const key = decode(name, '#');
    query.set(key, [...(query.get(key) ?? []), decode(rest.join('='), `#/${key}`)]);
  }
  return query;
}

function decode(text: string, pointer: string): string {
  const value = decodeText(text.replaceAll('+', ' '));
  if (value !== undefined) return value;
  const detail = 'The percent-escapes are not UTF-8, or hold a NUL.';
  throw problem('request-invalid', { errors: [{ pointer, code: 'escape', detail }] });
}
