import { scanSync } from 'libpg-query';

import { isFault, parseStatements } from '../../read/parser.ts';

/**
 * Proves that two texts say the same to PostgreSQL: their syntax trees are equal but for places,
 * and their comments are the same, in the same order. A body is a string in its tree, so it must be
 * equal byte by byte. The parser must be loaded.
 *
 * @returns Null when they do, else why that isn't proven.
 */
export function differenceOf(before: string, after: string): string | null {
  const [one, other] = [treeOf(before), treeOf(after)];
  if (one === null) return "PostgreSQL's parser can't read it, so nothing of it can be proven";
  if (other === null) return 'what was mended would be no SQL';
  if (one !== other) return 'what was mended would mean something else';
  return commentsOf(before) === commentsOf(after) ? null : 'a comment would be changed or moved';
}

/** Null for a text that is no SQL. */
function treeOf(text: string): string | null {
  const statements = parseStatements(Buffer.from(text));
  if (isFault(statements)) return null;
  const nodes = statements.map(({ node }) => node);
  return JSON.stringify(nodes, withoutPlaces);
}

const PLACES: ReadonlySet<string> = new Set([
  ...['location', 'name_location', 'stmt_location', 'stmt_len'],
  ...['list_start', 'list_end', 'rexpr_list_start', 'rexpr_list_end'],
]);

/** Only numbers: the location of a tablespace is a path, and matters. */
function withoutPlaces(key: string, value: unknown): unknown {
  return typeof value === 'number' && PLACES.has(key) ? undefined : value;
}

function commentsOf(text: string): string {
  return scanSync(text)
    .tokens.filter(({ tokenName }) => tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT')
    .map((token) => token.text.trimEnd())
    .join('\n');
}
