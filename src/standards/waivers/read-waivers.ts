import { opensStatement, type Piece, piecesOf } from '../pieces.ts';
import { blankForeign } from '../read/blank-foreign.ts';
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
  return piecesOf(Buffer.from(blankForeign(text) ?? text)).flatMap(waiversIn);
}

function waiversIn(piece: Piece): readonly Waiver[] {
  const { bytes, tokens } = piece;
  return Array.from({ length: tokens.length + 1 }).flatMap((_, after) =>
    commentsBefore(piece, after).map((comment) => {
      const words = parseWaiver(bytes.toString('utf8', comment.start, comment.end));
      const scope = scopeOf(piece, { ...comment, after });
      return { words, ...moved(piece, comment), scope: moved(piece, scope) };
    }),
  );
}

const moved = ({ at }: Piece, { start, end }: Scope): Scope => ({ start: at(start), end: at(end) });

/** The comments that speak of a waiver, between a token and the one before it. */
function commentsBefore({ bytes, tokens }: Piece, after: number): readonly Scope[] {
  const from = tokens[after - 1]?.end ?? 0;
  const gap = bytes.toString('latin1', from, tokens[after]?.start ?? bytes.length);
  if (!WAIVER_MARK.test(gap)) return [];
  return [...gap.matchAll(/--[^\r\n]*|\/\*[^]*?\*\//g)].flatMap(({ 0: comment, index }) => {
    const start = from + index;
    return WAIVER_MARK.test(comment) ? [{ start, end: start + comment.length }] : [];
  });
}

interface CommentPlace extends Scope {
  /** The number of the token behind it. */
  readonly after: number;
}

function scopeOf(piece: Piece, comment: CommentPlace): Scope {
  const { bytes, tokens } = piece;
  const before = tokens[comment.after - 1];
  const next = tokens[comment.after];
  if (before !== undefined && !bytes.subarray(before.end, comment.start).includes(NEWLINE)) {
    return lineAt(bytes, comment.start);
  }
  if (next === undefined) return { start: comment.start, end: comment.start };
  if (!opensStatement(piece, before)) return lineAt(bytes, next.start);
  const start = before === undefined && !piece.isBody ? 0 : next.start;
  return { start, end: endOfStatement(piece, comment.after) };
}

function lineAt(bytes: Buffer, offset: number): Scope {
  const end = bytes.indexOf(NEWLINE, offset);
  return {
    start: bytes.subarray(0, offset).lastIndexOf(NEWLINE) + 1,
    end: end === -1 ? bytes.length : end + 1,
  };
}

function endOfStatement({ bytes, tokens, isBody }: Piece, first: number): number {
  const start = tokens[first]?.start ?? 0;
  const before = tokens[first - 1]?.end ?? 0;
  if (!isBody) {
    const whole = splitStatements(bytes).find((span) => span.end > start);
    if (whole !== undefined && whole.start >= before) return whole.end;
  }
  return tokens.find(({ start: at, text }) => at >= start && text === ';')?.end ?? bytes.length;
}

const NEWLINE = 10;
