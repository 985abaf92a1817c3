import type { Node } from 'libpg-query';

import { indexNodes, type NodeIndex } from './index-nodes.ts';
import { currentParser, isParserBroken, noteBreak, refuses } from './parser-module.ts';

/** One statement of a text, in bytes of it; comments before it are not counted. */
export interface ParsedStatement {
  readonly node: Node;
  /** Of its tree; a text that is parsed once has one for all its places. */
  readonly nodes: NodeIndex;
  readonly start: number;
  readonly end: number;
}

/** Why a text is none, and the byte where PostgreSQL stumbled, if it says so. */
export interface ParseFault {
  readonly message: string;
  readonly at: number | null;
}

/** The statements of a text; none for one of blanks and comments. Nobody may change the trees. */
export function parseStatements(bytes: Buffer): readonly ParsedStatement[] | ParseFault {
  if (bytes.length > SHORT) return parse(bytes);
  const text = bytes.toString();
  const known = parsedBefore.get(text);
  if (known !== undefined) return known;
  if (parsedBefore.size === MOST_KEPT) parsedBefore.clear();
  const parsed = parse(bytes);
  if (!isParserBroken()) parsedBefore.set(text, parsed);
  return parsed;
}

/** Bodies say `not found`, `null` and `v_count + 1` over and over: one in two is known already. */
const parsedBefore = new Map<string, readonly ParsedStatement[] | ParseFault>();
const SHORT = 200;
const MOST_KEPT = 20_000;

function parse(bytes: Buffer): readonly ParsedStatement[] | ParseFault {
  const text = bytes.toString();
  const refused = refuses(text);
  if (refused !== null) return { message: refused, at: null };
  try {
    return (currentParser().parseSync(text).stmts ?? []).flatMap(
      ({ stmt, stmt_location, stmt_len }) => {
        const from = stmt_location ?? 0;
        const end = stmt_len ? from + stmt_len : bytes.length;
        if (stmt === undefined) return [];
        return [{ node: stmt, nodes: indexNodes(stmt), start: skipBlanks(bytes, from), end }];
      },
    );
  } catch (error) {
    const fault = faultOf(error, text);
    return fault.message === 'Query cannot be empty' ? [] : fault;
  }
}

/** Where the first word stands: blanks and comments are passed over. */
export function skipBlanks(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === DASH && bytes[at + 1] === DASH) {
      const end = bytes.indexOf(NEWLINE, at);
      if (end === -1) return bytes.length;
      at = end;
    } else if (byte === SLASH && bytes[at + 1] === STAR) {
      at = endOfComment(bytes, at) - 1;
    } else if (byte > BLANK && byte !== SEMICOLON) return at;
  }
  return bytes.length;
}

/** Comments of this kind nest. */
function endOfComment(bytes: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === SLASH && bytes[at + 1] === STAR) {
      depth += 1;
      at += 1;
    } else if (bytes[at] === STAR && bytes[at + 1] === SLASH) {
      depth -= 1;
      at += 1;
      if (depth === 0) return at + 1;
    }
  }
  return bytes.length;
}

/** A function of PL/pgSQL as its own parser sees it. */
export type PlpgsqlTree = Readonly<Record<string, unknown>>;

/** Parses the body in a statement that makes a routine, or does a block. */
export function parsePlpgsql(statement: string): PlpgsqlTree | ParseFault {
  const refused = refuses(statement);
  if (refused !== null) return { message: refused, at: null };
  try {
    const parsed = currentParser().parsePlPgSQLSync(withoutDump(statement));
    const { plpgsql_funcs: [made] = [] } = parsed as unknown as {
      plpgsql_funcs?: readonly { readonly PLpgSQL_function: PlpgsqlTree }[];
    };
    return made?.PLpgSQL_function ?? { message: 'it holds no function', at: null };
  } catch (error) {
    return { ...faultOf(error, statement), at: null };
  }
}

/** `#option dump` has PL/pgSQL print its tree to the standard output. */
function withoutDump(statement: string): string {
  return statement.replaceAll(/^\s*#option\s+dump\b/gim, (word) => word.replaceAll(/\S/g, ' '));
}

/** The parser counts characters in its errors, and bytes everywhere else. */
function faultOf(error: unknown, text: string): ParseFault {
  noteBreak(error, text);
  const message = refuses(text) ?? (error instanceof Error ? error.message : String(error));
  const cursor = currentParser().hasSqlDetails(error)
    ? error.sqlDetails?.cursorPosition
    : undefined;
  if (cursor === undefined || cursor < 0) return { message, at: null };
  return { message, at: byteOf(text, cursor) };
}

/** The byte at which a character (code point) of a text begins. */
function byteOf(text: string, characters: number): number {
  let units = 0;
  for (let left = characters; left > 0 && units < text.length; left -= 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return Buffer.byteLength(text.slice(0, units));
}

/** Whether a parser refused. */
export function isFault(result: object): result is ParseFault {
  return 'message' in result && 'at' in result;
}

const NEWLINE = 10;
const BLANK = 32;
const STAR = 42;
const DASH = 45;
const SLASH = 47;
const SEMICOLON = 59;
