import type { Node } from 'libpg-query';

import type { Body, BodyNode, Statement } from '../statement.ts';
import { calledName } from './calls.ts';
import { COMPOSES, isJoin, unsafeFormat, unsafePiece, type UnsafePiece } from './sql-piece.ts';
import { partOf } from './node-of.ts';
import { textSources, type TextSources, valueOf } from './text-sources.ts';

/**
 * What comes unquoted into the text of an EXECUTE, at the place where it's put in: in the EXECUTE,
 * or where the variable that is executed was put together.
 */
export function unsafePieces(body: Body, maker: Statement): readonly UnsafePiece[] {
  const known = PIECES.get(body);
  if (known !== undefined) return known;
  const dynamic = body.nodes.flatMap((node) => dynamicPart(body, node));
  const sources = dynamic.length === 0 ? null : textSources(body, maker);
  const pieces = dynamic.flatMap((statement) => {
    const value = valueOf(statement.node);
    if (sources === null || value === null) return [];
    return inWhole(value, { sources, statement, seen: new Set() });
  });
  const distinct = [...new Map(pieces.map((piece) => [piece.start, piece])).values()];
  PIECES.set(body, distinct);
  return distinct;
}

const PIECES = new WeakMap<Body, readonly UnsafePiece[]>();

/** The expression whose text a node runs. */
export function dynamicPart(body: Body, node: BodyNode): readonly Statement[] {
  const key = DYNAMIC[node.name];
  const statement = key === undefined ? undefined : partOf(body, node, key);
  return statement === undefined ? [] : [statement];
}

const DYNAMIC: Readonly<Record<string, string>> = {
  stmt_dynexecute: 'query',
  stmt_dynfors: 'query',
  stmt_open: 'dynquery',
  stmt_return_query: 'dynquery',
};

interface Place {
  readonly sources: TextSources;
  readonly statement: Statement;
  readonly seen: Set<string>;
}

/** A text that is run as a whole: where nothing is joined to it, it's nobody's piece. */
function inWhole(node: Node, place: Place): readonly UnsafePiece[] {
  if ('ColumnRef' in node) return inVariable(node, place);
  if ('TypeCast' in node) return node.TypeCast.arg ? inWhole(node.TypeCast.arg, place) : [];
  if ('CaseExpr' in node) {
    const { args = [], defresult } = node.CaseExpr;
    const results = args.flatMap((arg) => ('CaseWhen' in arg ? (arg.CaseWhen.result ?? []) : []));
    return [...results, ...(defresult ? [defresult] : [])].flatMap((one) => inWhole(one, place));
  }
  if ('CoalesceExpr' in node) {
    return (node.CoalesceExpr.args ?? []).flatMap((one) => inWhole(one, place));
  }
  if ('SubLink' in node) {
    const { subselect } = node.SubLink;
    const value = subselect === undefined ? null : valueOf(subselect);
    return value === null ? [] : inWhole(value, place);
  }
  if ('FuncCall' in node && calledName(node.FuncCall).name === 'format') {
    return listOf(unsafeFormat(node.FuncCall, place));
  }
  const isPutTogether = 'FuncCall' in node && COMPOSES.has(calledName(node.FuncCall).name);
  return isJoin(node) || isPutTogether ? listOf(unsafePiece(node, place)) : [];
}

const listOf = (piece: UnsafePiece | null) => (piece === null ? [] : [piece]);

function inVariable(node: Extract<Node, { ColumnRef: unknown }>, place: Place) {
  const [field, ...more] = node.ColumnRef.fields ?? [];
  if (field === undefined || more.length > 0 || !('String' in field)) return [];
  const name = (field.String.sval ?? '').toLowerCase();
  if (place.seen.has(name)) return [];
  const seen = new Set(place.seen).add(name);
  return place.sources
    .of(name)
    .flatMap(({ value, statement }) =>
      value === null ? [] : inWhole(value, { ...place, statement, seen }),
    );
}
