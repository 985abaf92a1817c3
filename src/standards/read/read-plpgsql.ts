import type { Body, Statement } from '../statement.ts';
import { createLocator, type ExpressionKind, type PlpgsqlExpression } from './locate-expression.ts';
import { isFault, type PlpgsqlTree } from './parser.ts';
import { executeTextOf } from './read-execute.ts';
import { readExpression } from './read-expression.ts';
import { joinReadings, type Reading, type ReadRegion } from './reading.ts';
import type { Region } from './region.ts';
import { parseStatements } from './parser.ts';
import { walkStatements, walkVariables } from './walk-plpgsql.ts';

/** Reads all statements and expressions of a body in PL/pgSQL, at their places in the file. */
export function readPlpgsql(
  region: Region,
  tree: PlpgsqlTree,
  readRegion: ReadRegion,
): { readonly body: Body; readonly reading: Reading } {
  const locator = createLocator(region.bytes);
  const readings: Reading[] = [];
  const found = new Map<unknown, Statement>();
  const expression = (one: PlpgsqlExpression, line: number, kind: ExpressionKind) => {
    const located = locator.find(one, line, kind);
    if (located === null) {
      readings.push(lost(region.at(locator.word(null, line)), one));
      return;
    }
    const { reading, statement } = readExpression(region, one, located, readRegion);
    readings.push(reading);
    if (statement === null) return;
    found.set(one, statement);
    if (kind !== 'dynamic') return;
    const text = executeTextOf(statement, { region, locator, located, tree, found });
    if (text !== null) readings.push(readText(region, text, statement, readRegion));
  };
  const visitor = { locator, at: region.at, expression };
  const variables = walkVariables(tree, visitor);
  const nodes = walkStatements(tree, visitor);
  const body: Body = {
    language: 'plpgsql',
    statements: [...found.values()],
    nodes,
    variables,
    statementOf: (one) => found.get(one),
    text: region.bytes.toString(),
    start: region.at(0),
  };
  return { body, reading: joinReadings(readings) };
}

function lost(start: number, { query }: PlpgsqlExpression): Reading {
  const [first = ''] = query.split('\n');
  const reason = `This could not be found in the body: ${first.slice(0, 80)}`;
  return { statements: [], unread: [{ start, reason }] };
}

/** A text with names in the place of what only the run knows is read where it makes sense. */
function readText(
  region: Region,
  text: NonNullable<ReturnType<typeof executeTextOf>>,
  outer: Statement,
  readRegion: ReadRegion,
): Reading {
  const { bytes, at, isWhole } = text;
  if (!isWhole && isFault(parseStatements(bytes))) return { statements: [], unread: [] };
  return readRegion({ bytes, placement: 'execute', outer, at: (index) => region.at(at(index)) });
}
