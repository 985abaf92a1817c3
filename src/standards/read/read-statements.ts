import { blankForeign } from './blank-foreign.ts';
import { makeStatement } from './make-statement.ts';
import { isFault, type ParsedStatement, parseStatements, skipBlanks } from './parser.ts';
import { readBody } from './read-body.ts';
import { joinReadings, type Reading } from './reading.ts';
import { type Region, regionWithin } from './region.ts';
import { splitStatements } from './split-statements.ts';

/** Reads all statements of a file: at the top, in bodies, and in constant texts of EXECUTE. */
export function readStatements(bytes: Buffer): Reading {
  return readRegion({ bytes, placement: 'top', outer: null, at: (index) => index });
}

/** Reads the statements of a piece of a file, and of their bodies. */
export function readRegion(region: Region): Reading {
  const whole = parseStatements(region.bytes);
  if (!isFault(whole)) return readParsed(region, whole);
  const blanked = blankForeign(region.bytes.toString());
  if (blanked === null) return readPieces(region);
  const mended = { ...region, bytes: Buffer.from(blanked) };
  const again = parseStatements(mended.bytes);
  return isFault(again) ? readPieces(mended) : readParsed(mended, again);
}

function readPieces(region: Region): Reading {
  const readings = splitStatements(region.bytes).map(({ start, end }) =>
    readPiece(regionWithin(region, start, end)),
  );
  return joinReadings(readings);
}

function readPiece(piece: Region): Reading {
  const parsed = parseStatements(piece.bytes);
  if (!isFault(parsed)) return readParsed(piece, parsed);
  const start = piece.at(parsed.at ?? skipBlanks(piece.bytes, 0));
  return { statements: [], unread: [{ start, reason: parsed.message }] };
}

function readParsed(region: Region, parsed: readonly ParsedStatement[]): Reading {
  return joinReadings(parsed.map((one) => readOne(region, one)));
}

function readOne(region: Region, { node, nodes, start, end }: ParsedStatement): Reading {
  const open = makeStatement(region, {
    node,
    nodes,
    kind: 'statement',
    text: region.bytes.toString('utf8', start, end),
    start,
    end,
    indexOf: (location) => location,
  });
  if (!('CreateFunctionStmt' in node) && !('DoStmt' in node)) {
    return { statements: [open.statement], unread: [] };
  }
  const inner = readBody(regionWithin(region, start, end), { open, offset: start }, readRegion);
  return { statements: [open.statement, ...inner.statements], unread: inner.unread };
}
