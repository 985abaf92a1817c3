import type { Statement } from '../statement.ts';
import type { Located, PlpgsqlExpression } from './locate-expression.ts';
import { makeStatement } from './make-statement.ts';
import { isFault, parseStatements } from './parser.ts';
import type { Reading, ReadRegion } from './reading.ts';
import { type Region, regionWithin } from './region.ts';

/** A part of a body as a statement of its own, and all that was read with it. */
export interface ExpressionReading {
  readonly reading: Reading;
  /** Null where it could not be parsed. */
  readonly statement: Statement | null;
}

/** Parses a text of PL/pgSQL's tree at its place. A routine that it makes is read too. */
export function readExpression(
  region: Region,
  { parseMode = 0 }: PlpgsqlExpression,
  located: Located,
  readRegion: ReadRegion,
): ExpressionReading {
  if (parseMode === 0 && MAKES_BODY.test(located.text)) {
    const reading = readRegion(regionWithin(region, located.start, located.end));
    return { reading, statement: reading.statements[0] ?? null };
  }
  const parsed = parseStatements(Buffer.from(located.text));
  if (isFault(parsed) || parsed[0] === undefined) {
    const reason = isFault(parsed) ? parsed.message : 'It says nothing.';
    const unread = [{ start: region.at(located.start), reason }];
    return { reading: { statements: [], unread }, statement: null };
  }
  const [{ node, nodes }] = parsed;
  const kind = parseMode === 0 ? 'statement' : 'expression';
  const { statement } = makeStatement(region, { ...located, node, nodes, kind });
  return { reading: { statements: [statement], unread: [] }, statement };
}

const MAKES_BODY = /^(?:create\b[^;]*?\b(?:function|procedure)|do)\b/i;
