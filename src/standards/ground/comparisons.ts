import type { Node } from 'libpg-query';

import { nameParts } from './names.ts';

/** A column beside what bounds it. */
export interface Comparison {
  readonly column: string;
  /** `upper` is what no NaN passes: less than, equal to, one of a list, unequal to NaN. */
  readonly side: 'lower' | 'upper';
  readonly location: number | undefined;
}

const LOWER: ReadonlySet<string> = new Set(['>', '>=', '<>']);
const UPPER: ReadonlySet<string> = new Set(['<', '<=', '=']);
const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** The comparisons of a condition, whatever joins them. */
export function comparisonsIn(node: Node): readonly Comparison[] {
  if ('BoolExpr' in node) return (node.BoolExpr.args ?? []).flatMap(comparisonsIn);
  if (!('A_Expr' in node)) return [];
  const { kind, name, lexpr, rexpr, location } = node.A_Expr;
  const [operator = ''] = nameParts(name).slice(-1);
  const [left, right] = [columnOf(lexpr), columnOf(rexpr)];
  if (kind === 'AEXPR_OP') {
    return [
      ...(left === null ? [] : compared(left, operator, { other: rexpr, location })),
      ...(right === null
        ? []
        : compared(right, TURNED[operator] ?? operator, { other: lexpr, location })),
    ];
  }
  const isBounded = kind === 'AEXPR_BETWEEN' || kind === 'AEXPR_BETWEEN_SYM' || kind === 'AEXPR_IN';
  return isBounded && left !== null ? [{ column: left, side: 'upper', location }] : [];
}

interface Other {
  readonly other: Node | undefined;
  readonly location: number | undefined;
}

function compared(column: string, operator: string, { other, location }: Other) {
  const isNaN = /^nan$/i.test(constantOf(other));
  if (operator === '<>' && isNaN) return [{ column, side: 'upper', location } as const];
  if (UPPER.has(operator) && !isNaN) return [{ column, side: 'upper', location } as const];
  return LOWER.has(operator) ? [{ column, side: 'lower', location } as const] : [];
}

function columnOf(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if ('TypeCast' in node) return columnOf(node.TypeCast.arg);
  if (!('ColumnRef' in node)) return null;
  return nameParts(node.ColumnRef.fields).at(-1) ?? null;
}

function constantOf(node: Node | undefined): string {
  if (node === undefined) return '';
  if ('TypeCast' in node) return constantOf(node.TypeCast.arg);
  return 'A_Const' in node ? (node.A_Const.sval?.sval ?? '') : '';
}
