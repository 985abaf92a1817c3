import { createHash } from 'node:crypto';

import { isBody, opensStatement, type Piece, piecesOf } from '../pieces.ts';
import { sourceText } from '../source-text.ts';

/** A name for the statement at a place of a file. */
export type StatementKeyAt = (line: number, column: number) => string;

/**
 * Names the statements of a file by their own words: a statement keeps its name when it moves, when
 * it is laid out anew, and when comments come or go. In a body the statement from one semicolon to
 * the next counts, and the one around it by its words without the body. Where no statement is, the
 * line counts.
 */
export function statementKeys(text: string): StatementKeyAt {
  const source = sourceText('', text);
  const lines = text.split('\n');
  const spans = piecesOf(source.bytes)
    .flatMap(statementsOf)
    .map(({ start, end, words }) => ({
      start: source.placeOf(start),
      end: source.placeOf(end),
      words,
    }));
  return (line, column) => {
    const around = spans.findLast(
      ({ start, end }) =>
        (line > start.line || (line === start.line && column >= start.column)) &&
        (line < end.line || (line === end.line && column < end.column)),
    );
    const words = around?.words ?? (lines[line - 1] ?? '').trim().replaceAll(/\s+/g, ' ');
    return createHash('sha256').update(words).digest('hex').slice(0, 16);
  };
}

interface StatementWords {
  /** Bytes of the file. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/** From one beginning of a statement to the next; what is inner stands behind what is outer. */
function statementsOf(piece: Piece): readonly StatementWords[] {
  const { tokens, at } = piece;
  const firsts = tokens.flatMap((_, index) =>
    opensStatement(piece, tokens[index - 1]) ? [index] : [],
  );
  return firsts.map((first, number) => {
    const own = tokens.slice(first, firsts[number + 1] ?? tokens.length);
    const words = own.map(({ text }, index) => (isBody(own, index) ? '$$' : lower(text)));
    return { start: at(own[0]?.start ?? 0), end: at(own.at(-1)?.end ?? 0), words: words.join(' ') };
  });
}

/** The case of a word means nothing, that of a constant or a quoted name does. */
const lower = (text: string): string => (/^\w+$/.test(text) ? text.toLowerCase() : text);
