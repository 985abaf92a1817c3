import type { Node, SelectStmt } from 'libpg-query';

import type { Ground } from '../../ground/ground.ts';
import { nameParts } from '../../ground/names.ts';
import { nodeOf } from '../../ground/node-of.ts';
import { selectsOf } from '../../ground/selects.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['SelectStmt'],
  id: 'PW616',
  name: 'locks-in-key-order',
  level: 'error',
  summary: 'Rows are locked in the order of a key.',
  why: `
Two sessions that lock the same rows, each in the order in which its plan finds them, wait for each
other: a deadlock, and one of them fails. With one order for all, the second waits for the first.
`,
  bad: `
select item_id from app.item where stock > 10 for update;
`,
  good: `
select item_id from app.item where stock > 10 order by item_id for update;
`,
  check: (statement, ground) => {
    const locking = selectsOf(statement).filter(({ lockingClause }) => lockingClause !== undefined);
    if (locking.length === 0 || ground.file.role === 'test') return [];
    const isOneRow = nodeOf(statement)?.value['into'] === true;
    return locking.flatMap((query) => {
      if (query.sortClause !== undefined || isOneRow || takesOne(query, ground)) return [];
      if ((query.lockingClause ?? []).every(doesNotWait)) return [];
      const message = 'Rows locked in no order can deadlock; add an order by of their key.';
      const [item] = query.fromClause ?? [];
      const place = item !== undefined && 'RangeVar' in item ? item.RangeVar.location : undefined;
      return [{ message, start: statement.at(place) }];
    });
  },
};

function doesNotWait(clause: Node): boolean {
  const policy = 'LockingClause' in clause ? clause.LockingClause.waitPolicy : undefined;
  return policy === 'LockWaitSkip' || policy === 'LockWaitError';
}

/** One row by `limit 1`, by its key, or by a condition of equality on what looks like one. */
function takesOne(query: SelectStmt, ground: Ground): boolean {
  const { limitCount, fromClause = [], whereClause } = query;
  if (limitCount !== undefined && 'A_Const' in limitCount) {
    if (limitCount.A_Const.ival?.ival === 1) return true;
  }
  const equal = new Set(equalColumns(whereClause));
  if (equal.size === 0) return fromClause.length === 0;
  const [item] = fromClause;
  if (item === undefined || !('RangeVar' in item)) return equal.has('id');
  const { relname = '' } = item.RangeVar;
  const keys = keysOf(item.RangeVar, ground);
  if (keys.length > 0) return keys.some((key) => key.every((column) => equal.has(column)));
  return equal.has('id') || equal.has(`${relname}_id`) || equal.has('oid');
}

function keysOf(table: Parameters<Ground['relation']>[0], { relation }: Ground) {
  const known = relation(table);
  if (known === undefined) return [];
  const keys = known.constraints
    .filter(({ kind }) => kind === 'primary' || kind === 'unique')
    .map(({ columns }) => columns);
  const unique = known.indexes
    .filter(({ isUnique, isPartial }) => isUnique && !isPartial)
    .map(({ columns }) => columns.map((column) => column ?? ''));
  return [...keys, ...unique];
}

/** The columns that a condition sets equal to something, all of whose parts must hold. */
function equalColumns(condition: Node | undefined): readonly string[] {
  if (condition === undefined) return [];
  if ('BoolExpr' in condition) {
    const { boolop, args = [] } = condition.BoolExpr;
    return boolop === 'AND_EXPR' ? args.flatMap(equalColumns) : [];
  }
  if (!('A_Expr' in condition)) return [];
  const { kind, name, lexpr, rexpr } = condition.A_Expr;
  if (kind !== 'AEXPR_OP' || nameParts(name).at(-1) !== '=') return [];
  return [lexpr, rexpr].flatMap((side) => (side === undefined ? [] : columnsOf(side)));
}

/** The column that a side of an equation is, or those of a row: `(a, b) = …`. */
function columnsOf(side: Node): readonly string[] {
  if ('RowExpr' in side) return (side.RowExpr.args ?? []).flatMap(columnsOf);
  return 'ColumnRef' in side ? nameParts(side.ColumnRef.fields).slice(-1) : [];
}
