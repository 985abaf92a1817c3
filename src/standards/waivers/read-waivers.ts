import { blankForeign } from '../read/blank-foreign.ts';
import { decodeLiteral } from '../read/decode-literal.ts';
import { lex, type Token } from '../read/lex.ts';
import { splitStatements } from '../read/split-statements.ts';
import { parseWaiver, WAIVER_MARK, type WaiverWords } from './parse-waiver.ts';

/** The bytes of a file that a waiver speaks of; the end is not part of them. */
export interface Scope {
  readonly start: number;
  readonly end: number;
}

/** A comment that allows something, or means to. */
export interface Waiver {
  /** Null for one that doesn't say all that it must. */
  readonly words: WaiverWords | null;
  /** The bytes of the comment. */
  readonly start: number;
  readonly end: number;
  readonly scope: Scope;
}

/**
 * Finds the waivers of a file: in its comments and in those of the bodies of its routines and DO
 * blocks, however deep; a string that looks like one is none. What a waiver covers depends on where
 * it stands:
 *
 * - on a line of its own between two statements: the whole next statement, its body too. In a body
 *   the statement ends at its semicolon. Above the first statement of a file it covers what is said
 *   of the file as well.
 * - on a line of its own within a statement: the next line that isn't a comment;
 * - behind SQL: its own line.
 *
 * It needs no parser: a file that can't be parsed has its waivers too.
 */
export function readWaivers(text: string): readonly Waiver[] {
  if (!WAIVER_MARK.test(text)) return [];
  return readPiece({ bytes: Buffer.from(blankForeign(text) ?? text), isBody: false, at: same });
}

/** A file or a body. */
interface Piece {
  readonly bytes: Buffer;
  readonly isBody: boolean;
  /** The byte of the file in which a byte of the piece stands. */
  readonly at: (index: number) => number;
}

const same = (index: number): number => index;

function readPiece(piece: Piece): readonly Waiver[] {
  const tokens = lex(piece.bytes);
  const waivers: Waiver[] = [];
  for (let after = 0; after <= tokens.length; after += 1) {
    for (const comment of commentsBefore(piece.bytes, tokens, after)) {
      const scope = scopeOf(piece, tokens, { ...comment, after });
      const words = parseWaiver(piece.bytes.toString('utf8', comment.start, comment.end));
      waivers.push({ words, ...moved(piece, comment), scope: moved(piece, scope) });
    }
    waivers.push(...readBodyAt(piece, tokens, after));
  }
  return waivers;
}

const moved = ({ at }: Piece, { start, end }: Scope): Scope => ({ start: at(start), end: at(end) });

/** The comments that speak of a waiver, between a token and the one before it. */
function commentsBefore(bytes: Buffer, tokens: readonly Token[], after: number): readonly Scope[] {
  const from = tokens[after - 1]?.end ?? 0;
  const gap = bytes.toString('latin1', from, tokens[after]?.start ?? bytes.length);
  if (!WAIVER_MARK.test(gap)) return [];
  return [...gap.matchAll(/--[^\r\n]*|\/\*[^]*?\*\//g)].flatMap(({ 0: comment, index }) => {
    const start = from + index;
    return WAIVER_MARK.test(comment) ? [{ start, end: start + comment.length }] : [];
  });
}

/** The waivers of a body, where a token is one. */
function readBodyAt(piece: Piece, tokens: readonly Token[], index: number): readonly Waiver[] {
  const token = tokens[index];
  if (token === undefined || !/^(?:\$.|[eE]?')/.test(token.text)) return [];
  if (!WAIVER_MARK.test(token.text) || !isBody(tokens, index)) return [];
  const literal = decodeLiteral(piece.bytes.subarray(token.start, token.end));
  if (literal === null) return [];
  const at = (inner: number) => piece.at(token.start + literal.at(inner));
  return readPiece({ bytes: literal.bytes, isBody: true, at });
}

/** `as $$ … $$`, `do $$ … $$`, `do language plpgsql $$ … $$`. */
function isBody(tokens: readonly Token[], index: number): boolean {
  const word = (back: number) => tokens[index - back]?.text.toLowerCase();
  return ['as', 'do'].includes(word(1) ?? '') || (word(2) === 'language' && word(3) === 'do');
}

interface CommentPlace extends Scope {
  /** The number of the token behind it. */
  readonly after: number;
}

function scopeOf(piece: Piece, tokens: readonly Token[], comment: CommentPlace): Scope {
  const { bytes } = piece;
  const before = tokens[comment.after - 1];
  const next = tokens[comment.after];
  if (before !== undefined && !bytes.subarray(before.end, comment.start).includes(NEWLINE)) {
    return lineAt(bytes, comment.start);
  }
  if (next === undefined) return { start: comment.start, end: comment.start };
  if (!beginsStatement(piece, before)) return lineAt(bytes, next.start);
  const start = before === undefined && !piece.isBody ? 0 : next.start;
  return { start, end: endOfStatement(piece, tokens, comment.after) };
}

function lineAt(bytes: Buffer, offset: number): Scope {
  const end = bytes.indexOf(NEWLINE, offset);
  return {
    start: bytes.lastIndexOf(NEWLINE, offset - 1) + 1,
    end: end === -1 ? bytes.length : end + 1,
  };
}

const OPENING = new Set(['begin', 'then', 'else', 'loop', 'declare']);

/** Whether a statement can begin behind a token. */
function beginsStatement({ isBody }: Piece, before: Token | undefined): boolean {
  if (before === undefined || before.text === ';') return true;
  return isBody && OPENING.has(before.text.toLowerCase());
}

function endOfStatement({ bytes, isBody }: Piece, tokens: readonly Token[], first: number): number {
  const start = tokens[first]?.start ?? 0;
  const before = tokens[first - 1]?.end ?? 0;
  if (!isBody) {
    const whole = splitStatements(bytes).find((span) => span.end > start);
    if (whole !== undefined && whole.start >= before) return whole.end;
  }
  return tokens.find(({ start: at, text }) => at >= start && text === ';')?.end ?? bytes.length;
}

const NEWLINE = 10;
