import type { Node, SelectStmt } from 'libpg-query';

import { givesOneRow } from '../../ground/one-row.ts';
import { existsQueries, selectsOf } from '../../ground/selects.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['SelectStmt', 'SubLink'],
  id: 'PW607',
  name: 'limit-has-order',
  level: 'error',
  summary: 'A limit, or a distinct on, stands behind an order by.',
  why: `
Without an order any rows are as good as others: which come depends on the plan, on parallel workers
and on where a row lies in the file. The answer changes without a change of the data, and pages skip
rows or show them twice. Of the rows that \`distinct on\` takes for one, any is kept.
`,
  bad: `
select item_id from app.item where stock > 10 limit 3;
`,
  good: `
select item_id from app.item where stock > 10 order by item_id limit 3;
`,
  check: (statement) => {
    const queries = selectsOf(statement);
    const loose = queries.filter(keepsAny).map(({ distinctClause = [] }) => {
      const [first = {}] = distinctClause;
      const message = 'Which row is kept of each is arbitrary; add an order by that ends in a key.';
      return { message, start: statement.at(placeOf(first as Node)) };
    });
    const limited = queries.filter(isCut);
    if (limited.length === 0) return loose;
    const exists = existsQueries(statement);
    const cut = limited.flatMap((query) => {
      if (query.sortClause !== undefined || exists.has(query)) return [];
      if (givesOneRow(query) || isOfConstants(query) || isInOrder(query)) return [];
      const { limitCount, limitOffset } = query;
      const message = 'Which rows these are is arbitrary; add an order by that ends in a key.';
      return [{ message, start: statement.at(placeOf(limitCount ?? limitOffset)) }];
    });
    return [...loose, ...cut];
  },
};

/** `distinct on` names columns; a mere `distinct` has an empty node. */
function keepsAny({ distinctClause = [], sortClause }: SelectStmt): boolean {
  return sortClause === undefined && distinctClause.some((one) => Object.keys(one).length > 0);
}

function isCut({ limitCount, limitOffset }: SelectStmt): boolean {
  if (limitCount === undefined) return limitOffset !== undefined;
  if (!('A_Const' in limitCount)) return true;
  const { isnull, ival } = limitCount.A_Const;
  const isNone = ival !== undefined && (ival.ival ?? 0) === 0;
  return isnull !== true && !isNone;
}

/** \`select 1 … limit 1\` asks whether there is a row: each is as good as another. */
function isOfConstants({ targetList = [], op }: SelectStmt): boolean {
  if (op !== undefined && op !== 'SETOP_NONE') return false;
  return targetList.every(
    (target) =>
      'ResTarget' in target &&
      target.ResTarget.val !== undefined &&
      isConstant(target.ResTarget.val),
  );
}

function isConstant(node: Node): boolean {
  if ('TypeCast' in node) return node.TypeCast.arg !== undefined && isConstant(node.TypeCast.arg);
  return 'A_Const' in node;
}

/** Rows of functions and of VALUES come in their own order. */
function isInOrder({ fromClause = [], valuesLists, op }: SelectStmt): boolean {
  if (op !== undefined && op !== 'SETOP_NONE') return false;
  return valuesLists !== undefined || fromClause.every((item) => 'RangeFunction' in item);
}

function placeOf(node: Node | undefined): number | undefined {
  if (node === undefined) return undefined;
  const [value] = Object.values(node) as readonly { readonly location?: number }[];
  return value?.location;
}
