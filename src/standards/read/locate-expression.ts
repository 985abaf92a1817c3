import { lineStarts } from '../source-text.ts';
import { lex, type Token } from './lex.ts';

/** An expression or statement as PL/pgSQL's tree has it: a text, and what kind of text. */
export interface PlpgsqlExpression {
  readonly query: string;
  /** 0 a statement, 2 an expression, 3 and more an assignment. */
  readonly parseMode?: number;
}

/** How the text of the tree may differ from that of the file. */
export type ExpressionKind = 'sql' | 'perform' | 'expression' | 'dynamic' | 'arguments';

/** Where a text of the tree stands in the body, and how it's to be parsed. */
export interface Located {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The byte of the body for a location of the parsed tree. */
  readonly indexOf: (location: number) => number;
}

/** Goes through a body from its top: what is looked for next stands behind what was found. */
export interface Locator {
  readonly find: (
    expression: PlpgsqlExpression,
    line: number,
    kind: ExpressionKind,
  ) => Located | null;
  /** The next word of this text, from the line on; else the line's first. */
  readonly word: (word: string | null, line: number) => number;
  /** The next word of this text that isn't behind one of `unless`; passes on behind it. */
  readonly pass: (word: string, unless: readonly string[]) => number;
  readonly restart: () => void;
  readonly tokenAt: (start: number) => Token | undefined;
}

/**
 * PL/pgSQL knows the line of a statement, and the text of each expression as it stands in the body,
 * but for what the tree puts in its place, at equal length: blanks for INTO, SELECT for PERFORM.
 */
export function createLocator(body: Buffer): Locator {
  const tokens = lex(body);
  const lines = lineStarts(body);
  let cursor = 0;
  const fromLine = (line: number) => Math.max(cursor, lines[line - 1] ?? 0);
  const next = (from: number) => firstFrom(tokens, from);
  return {
    find(expression, line, kind) {
      const { wanted, wrap } = prepare(expression, kind);
      for (let index = next(fromLine(line)); index < tokens.length; index += 1) {
        const start = tokens[index]?.start ?? 0;
        if (!stands(body, start, wanted, kind)) continue;
        cursor = start + wanted.length;
        return { start, end: cursor, ...wrap(start) };
      }
      return kind === 'arguments' ? rewritten(expression, this.word(null, line)) : null;
    },
    word(word, line) {
      const first = next(fromLine(line));
      const last = Math.min(tokens.length, word === null ? first : first + FAR);
      for (let index = first; index < last; index += 1) {
        if (tokens[index]?.text.toLowerCase() === word) return tokens[index]?.start ?? 0;
      }
      return tokens[next(lines[line - 1] ?? 0)]?.start ?? 0;
    },
    pass(word, unless) {
      for (let index = next(cursor); index < tokens.length; index += 1) {
        const before = tokens[index - 1]?.text.toLowerCase() ?? '';
        const token = tokens[index];
        if (token?.text.toLowerCase() !== word || unless.includes(before)) continue;
        cursor = token.end;
        return token.start;
      }
      return cursor;
    },
    restart() {
      cursor = 0;
    },
    tokenAt: (start) => {
      const token = tokens[next(start)];
      return token?.start === start ? token : undefined;
    },
  };
}

/** The arguments of a cursor that are given by name: PL/pgSQL puts them in the cursor's order. */
function rewritten({ query }: PlpgsqlExpression, start: number): Located {
  return { start, end: start, text: SELECT + query, indexOf: () => start };
}

/** The index of the first token that begins at a byte or behind it. */
function firstFrom(tokens: readonly Token[], from: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A statement begins near the line that PL/pgSQL gives it. */
const FAR = 50;

const CASE = /^"__Case__Variable_\d+__" IN \(([^]*)\)$/;
const SELECT = 'SELECT ';

function prepare({ query, parseMode = 0 }: PlpgsqlExpression, kind: ExpressionKind) {
  if (kind === 'perform') {
    const wrap = (start: number) => ({
      text: query,
      indexOf: (location: number) => start + location + (location < SELECT.length - 1 ? 0 : 1),
    });
    return { wanted: Buffer.from(` ${query}`), wrap };
  }
  const written = CASE.exec(query)?.[1] ?? query;
  const wanted = Buffer.from(written);
  if (parseMode === 0) {
    const wrap = (start: number) => ({
      text: written,
      indexOf: (location: number) => start + location,
    });
    return { wanted, wrap };
  }
  const from = parseMode > 2 ? behindAssignment(wanted) : 0;
  const wrap = (start: number) => ({
    text: SELECT + wanted.toString('utf8', from),
    indexOf: (location: number) => start + from + Math.max(0, location - SELECT.length),
  });
  return { wanted, wrap };
}

/** The byte behind the first `:=` or `=` that stands in no brackets. */
function behindAssignment(assignment: Buffer): number {
  let depth = 0;
  for (const { text, end } of lex(assignment)) {
    if (text === '(' || text === '[') depth += 1;
    else if (text === ')' || text === ']') depth -= 1;
    else if (depth === 0 && (text === ':=' || text === '=')) return end;
  }
  return 0;
}

const PERFORM = 'perform';
const BLANK = 32;

function stands(body: Buffer, start: number, wanted: Buffer, kind: ExpressionKind): boolean {
  if (start + wanted.length > body.length) return false;
  const from = kind === 'perform' ? PERFORM.length : 0;
  if (from > 0 && body.toString('latin1', start, start + from).toLowerCase() !== PERFORM) {
    return false;
  }
  for (let index = from; index < wanted.length; index += 1) {
    const byte = wanted[index];
    if (byte !== body[start + index] && !(kind === 'sql' && byte === BLANK)) return false;
  }
  return true;
}
