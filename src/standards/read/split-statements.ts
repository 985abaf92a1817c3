import { lex, type Token } from './lex.ts';

/** Where a piece of a text begins and ends, in bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Parts a text at its semicolons, so that one statement that can't be parsed doesn't hide the rest.
 * Those within parentheses and between BEGIN ATOMIC and its END part nothing.
 */
export function splitStatements(bytes: Buffer): readonly Span[] {
  const tokens = lex(bytes);
  if (tokens.length === 0) return [{ start: 0, end: bytes.length }];
  const spans: Span[] = [];
  let start = 0;
  let depth = 0;
  tokens.forEach((token, index) => {
    depth = Math.max(0, depth + depthOf(token, tokens[index - 1], depth));
    if (depth > 0 || token.text !== ';') return;
    spans.push({ start, end: token.end });
    start = token.end;
  });
  return [...spans, { start, end: bytes.length }];
}

/** By how much a token goes deeper: CASE has an END of its own, so it counts in an atomic body. */
function depthOf(token: Token, before: Token | undefined, depth: number): number {
  const word = token.text.toLowerCase();
  if (word === '(') return 1;
  if (word === ')') return -1;
  if (word === 'atomic' && before?.text.toLowerCase() === 'begin') return 1;
  if (depth > 0 && word === 'case') return 1;
  return depth > 0 && word === 'end' ? -1 : 0;
}
