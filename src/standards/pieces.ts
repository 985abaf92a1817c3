import { decodeLiteral } from './read/decode-literal.ts';
import { lex, type Token } from './read/lex.ts';

/** A file, or the body of a routine or DO block, by its tokens. */
export interface Piece {
  readonly bytes: Buffer;
  readonly tokens: readonly Token[];
  readonly isBody: boolean;
  /** The byte of the file in which a byte of the piece stands, the one after the last too. */
  readonly at: (index: number) => number;
}

/**
 * A file and all bodies in it, however deep, outer ones first. It needs no parser: what can't be
 * parsed has its pieces too.
 */
export function piecesOf(bytes: Buffer): readonly Piece[] {
  return piecesFrom({ bytes, tokens: lex(bytes), isBody: false, at: (index) => index });
}

function piecesFrom(piece: Piece): readonly Piece[] {
  const inner = piece.tokens.flatMap((token, index) => {
    if (!isBody(piece.tokens, index)) return [];
    const literal = decodeLiteral(piece.bytes.subarray(token.start, token.end));
    if (literal === null) return [];
    const at = (byte: number) => piece.at(token.start + literal.at(byte));
    const { bytes } = literal;
    return piecesFrom({ bytes, tokens: lex(bytes), isBody: true, at });
  });
  return [piece, ...inner];
}

/** `as $$ … $$`, `do $$ … $$`, `do language plpgsql $$ … $$`: the token that is the body. */
export function isBody(tokens: readonly Token[], index: number): boolean {
  if (!/^(?:\$[^\d]|[eE]?')/.test(tokens[index]?.text ?? '')) return false;
  const word = (back: number) => tokens[index - back]?.text.toLowerCase();
  return ['as', 'do'].includes(word(1) ?? '') || (word(2) === 'language' && word(3) === 'do');
}

const OPENING = new Set(['begin', 'then', 'else', 'loop', 'declare']);

/** Whether a statement can begin behind a token; undefined is the beginning of the piece. */
export function opensStatement({ isBody }: Piece, before: Token | undefined): boolean {
  if (before === undefined || before.text === ';') return true;
  return isBody && OPENING.has(before.text.toLowerCase());
}
