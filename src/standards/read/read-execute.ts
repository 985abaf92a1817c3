import type { Node } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { decodeLiteral } from './decode-literal.ts';
import { executeText, type ExecuteText } from './execute-text.ts';
import type { Located, Locator } from './locate-expression.ts';
import type { PlpgsqlTree } from './parser.ts';
import type { Region } from './region.ts';

/** The body that an EXECUTE stands in, as far as it's read. */
export interface ExecutePlace {
  readonly region: Region;
  readonly locator: Locator;
  readonly located: Located;
  readonly tree: PlpgsqlTree;
  readonly found: ReadonlyMap<unknown, Statement>;
}

/**
 * What an EXECUTE will run, as far as the file tells it: its own text, or that of a variable which
 * gets no other. Its places are bytes of the body.
 */
export function executeTextOf(statement: Statement, place: ExecutePlace): ExecuteText | null {
  const value = valueOf(statement.node);
  if (value === null) return null;
  const { region, locator, located } = place;
  return executeText(value, (location) => {
    const start = located.indexOf(location);
    const token = locator.tokenAt(start);
    const literal = token && decodeLiteral(region.bytes.subarray(token.start, token.end));
    return literal ? { ...literal, start } : null;
  });
}

/** The only target of an expression's tree. */
function valueOf(node: Node): Node | null {
  if (!('SelectStmt' in node)) return null;
  const [target] = node.SelectStmt.targetList ?? [];
  return target !== undefined && 'ResTarget' in target ? (target.ResTarget.val ?? null) : null;
}
