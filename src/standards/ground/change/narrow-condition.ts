import type { Node } from 'libpg-query';

import { nameParts } from '../names.ts';

/** What else a condition can speak of than the columns of the table. */
export interface Scope {
  /** Whether the statement names further tables. */
  readonly isJoined: boolean;
  /** The variables of the body around it. */
  readonly variables: ReadonlySet<string>;
}

/**
 * Whether a condition may pick few rows. One that only says what a row is not, or that joins a
 * table by columns, reads all of it and may mean most of it.
 */
export function isNarrow(condition: Node | undefined, scope: Scope): boolean {
  if (condition === undefined) return false;
  if ('BoolExpr' in condition) {
    const { boolop, args = [] } = condition.BoolExpr;
    if (boolop === 'AND_EXPR') return args.some((arg) => isNarrow(arg, scope));
    if (boolop === 'OR_EXPR') return args.every((arg) => isNarrow(arg, scope));
    return args.some((arg) => 'SubLink' in arg); // not exists, not in: the text doesn't tell
  }
  if ('A_Expr' in condition) return isNarrowComparison(condition.A_Expr, scope);
  return !ALWAYS_WIDE.some((tag) => tag in condition);
}

const ALWAYS_WIDE = ['NullTest', 'BooleanTest', 'A_Const', 'ColumnRef', 'TypeCast'] as const;

type Comparison = Extract<Node, { A_Expr: unknown }>['A_Expr'];

function isNarrowComparison({ kind, name, lexpr, rexpr }: Comparison, scope: Scope): boolean {
  const [operator] = name ?? [];
  const sign = operator !== undefined && 'String' in operator ? operator.String.sval : '';
  if (WIDE_KINDS.has(kind ?? '') || WIDE_SIGNS.has(sign ?? '')) return false;
  if (RANGE_SIGNS.has(sign ?? '') && (isOfTime(lexpr) || isOfTime(rexpr))) return false;
  const [left, right] = [sortOf(lexpr, scope), sortOf(rexpr, scope)];
  if (left !== right || left === 'other') return true;
  return left === 'column' && !scope.isJoined;
}

const WIDE_KINDS: ReadonlySet<string> = new Set([
  'AEXPR_DISTINCT',
  'AEXPR_NOT_BETWEEN',
  'AEXPR_NOT_BETWEEN_SYM',
]);

/** All that is older than a day is most of a table, or all of it. */
const RANGE_SIGNS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

/** Whether an expression is the time of now, or one so long before or behind it. */
function isOfTime(side: Node | undefined): boolean {
  if (side === undefined) return false;
  if ('SQLValueFunction' in side) return TIMES.test(side.SQLValueFunction.op ?? '');
  if ('FuncCall' in side) return nameParts(side.FuncCall.funcname).at(-1) === 'now';
  if ('TypeCast' in side) return isOfTime(side.TypeCast.arg);
  return 'A_Expr' in side && (isOfTime(side.A_Expr.lexpr) || isOfTime(side.A_Expr.rexpr));
}

const TIMES = /DATE|TIMESTAMP/;

/** Unequal, unlike. */
const WIDE_SIGNS: ReadonlySet<string> = new Set(['<>', '!=', '!~~', '!~~*', '!~', '!~*']);

/** Two columns are a join, two constants are always or never so. */
function sortOf(side: Node | undefined, { variables }: Scope): 'column' | 'constant' | 'other' {
  if (side === undefined) return 'other';
  if ('ColumnRef' in side) {
    const [first = ''] = nameParts(side.ColumnRef.fields);
    return variables.has(first) ? 'other' : 'column';
  }
  return 'A_Const' in side ? 'constant' : 'other';
}
