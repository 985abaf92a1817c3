import type { Node } from 'libpg-query';

/** The columns that a condition keeps from null: those of `a is not null and b is not null`. */
export function neverNull(condition: unknown): readonly string[] {
  const node = condition as Node | null | undefined; // a tree of the parser, as it is stored
  if (node === null || node === undefined) return [];
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
    return (node.BoolExpr.args ?? []).flatMap(neverNull);
  }
  if (!('NullTest' in node) || node.NullTest.nulltesttype !== 'IS_NOT_NULL') return [];
  const { arg } = node.NullTest;
  if (arg === undefined || !('ColumnRef' in arg)) return [];
  const last = arg.ColumnRef.fields?.at(-1);
  return last !== undefined && 'String' in last ? [last.String.sval ?? ''] : [];
}
