import type { Body, Statement } from '../statement.ts';
import { blankForeign } from './blank-foreign.ts';
import { type BodyLiteral, findBody } from './body-literal.ts';
import type { OpenStatement } from './make-statement.ts';
import { isFault, type ParseFault, parsePlpgsql, type PlpgsqlTree } from './parser.ts';
import { readPlpgsql } from './read-plpgsql.ts';
import type { Reading, ReadRegion } from './reading.ts';
import type { Region } from './region.ts';
import { withScalarTypes } from './scalar-types.ts';

/** The statement that makes a routine or does a block. */
export interface Maker {
  readonly open: OpenStatement;
  /** Where it begins in the text that its tree speaks of. */
  readonly offset: number;
}

/** Reads the body of a routine or DO block, and gives it to the statement. */
export function readBody(maker: Region, { open, offset }: Maker, readRegion: ReadRegion): Reading {
  const { statement } = open;
  const literal = findBody(maker, statement.node, offset);
  if (literal === null) return NOTHING;
  if (typeof literal === 'string') return unread(statement.start, literal);
  const region = bodyRegion(maker, literal, statement);
  if (literal.language === 'sql') return readSql(region, open, readRegion);
  if (literal.language !== 'plpgsql') {
    return unread(statement.start, `A body in ${literal.language} is not read.`);
  }
  const { tree, bytes } = parseBody(maker, literal);
  if (isFault(tree)) return unread(region.at(0), tree.message);
  const { body, reading } = readPlpgsql({ ...region, bytes }, tree, readRegion);
  open.setBody(body);
  return reading;
}

const NOTHING: Reading = { statements: [], unread: [] };

const unread = (start: number, reason: string): Reading => ({
  statements: [],
  unread: [{ start, reason }],
});

function bodyRegion(maker: Region, literal: BodyLiteral, outer: Statement): Region {
  const placement = maker.placement === 'execute' ? 'execute' : 'body';
  return { bytes: literal.bytes, placement, outer, at: (index) => maker.at(literal.at(index)) };
}

function readSql(region: Region, { statement, setBody }: OpenStatement, read: ReadRegion): Reading {
  const reading = read(region);
  const body: Body = {
    language: 'sql',
    statements: reading.statements.filter(({ outer }) => outer === statement),
    nodes: [],
    variables: [],
    statementOf: () => undefined,
    text: region.bytes.toString(),
    start: region.at(0),
  };
  setBody(body);
  return reading;
}

/** A body with placeholders of Flyway or of an extension is read with names in their place. */
function parseBody(
  maker: Region,
  literal: BodyLiteral,
): { readonly tree: PlpgsqlTree | ParseFault; readonly bytes: Buffer } {
  const tree = parseWithTypes(maker.bytes, literal);
  if (!isFault(tree)) return { tree, bytes: literal.bytes };
  const blanked = blankForeign(literal.bytes.toString());
  if (blanked === null) return { tree, bytes: literal.bytes };
  const bytes = Buffer.from(blanked);
  const mended = Buffer.from(maker.bytes);
  bytes.forEach((byte, index) => {
    mended[literal.at(index)] = byte;
  });
  return { tree: parseWithTypes(mended, literal), bytes };
}

/** Each try names one type more that is no row; there are few in a routine. */
function parseWithTypes(statement: Buffer, { at, bytes }: BodyLiteral): PlpgsqlTree | ParseFault {
  const body = { start: at(0), end: at(bytes.length) };
  let text = statement;
  for (let tries = 0; ; tries += 1) {
    const tree = parsePlpgsql(text.toString());
    if (!isFault(tree) || tries === MOST_TRIES) return tree;
    const mended = withScalarTypes(text, body, tree.message);
    if (mended === null) return tree;
    text = mended;
  }
}

const MOST_TRIES = 10;
