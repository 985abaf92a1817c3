import type { A_Expr, Node, SelectStmt } from 'libpg-query';

import { calledName } from '../../ground/calls.ts';
import { nameParts } from '../../ground/names.ts';
import { selectsOf } from '../../ground/selects.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['A_Expr'],
  id: 'PW644',
  name: 'exists-not-count',
  level: 'warning',
  summary: 'Whether there is a row is asked by exists.',
  why: `
A count reads every row to answer what the first one answers. It's fast in the test, and slow when
the table has grown.
`,
  bad: `
select (select count(*) from app.item where stock = 0) > 0;
`,
  good: `
select exists (select from app.item where stock = 0);
`,
  check: (statement) => {
    const linked = statement.all('A_Expr').filter((expression) => asks(expression, linkedCount));
    const bare = selectsOf(statement).flatMap(bareComparison);
    return [...linked, ...bare].map(({ location }) => {
      const message = 'This counts all rows to find one; write: exists (…)';
      return { message, start: statement.at(location) };
    });
  },
};

/** `select count(*) > 0 from …`: all that the query answers. */
function bareComparison({ targetList = [], groupClause, fromClause }: SelectStmt) {
  const [target, ...more] = targetList;
  if (more.length > 0 || groupClause !== undefined || fromClause === undefined) return [];
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
  if (value === undefined || !('A_Expr' in value)) return [];
  return asks(value.A_Expr, isCount) ? [value.A_Expr] : [];
}

/** A comparison that is decided by the first row. */
function asks({ kind, name, lexpr, rexpr }: A_Expr, counts: (node: Node) => boolean): boolean {
  if (kind !== 'AEXPR_OP' || lexpr === undefined || rexpr === undefined) return false;
  const operator = nameParts(name).at(-1) ?? '';
  if (counts(lexpr)) return FIRST.has(`${operator}${numberIn(rexpr)}`);
  return counts(rexpr) && FIRST.has(`${TURNED[operator] ?? ''}${numberIn(lexpr)}`);
}

const FIRST: ReadonlySet<string> = new Set(['>0', '=0', '<>0', '>=1', '<1', '<=0']);

const TURNED: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '<>': '<>',
  '=': '=',
  '>': '<',
  '>=': '<=',
};

function numberIn(node: Node): number | null {
  if (!('A_Const' in node) || node.A_Const.ival === undefined) return null;
  return node.A_Const.ival.ival ?? 0;
}

function isCount(node: Node): boolean {
  if (!('FuncCall' in node)) return false;
  const { over, agg_distinct, agg_filter } = node.FuncCall;
  if (over !== undefined || agg_distinct === true || agg_filter !== undefined) return false;
  return calledName(node.FuncCall).name === 'count';
}

/** `(select count(*) from …)`. */
function linkedCount(node: Node): boolean {
  if (!('SubLink' in node) || node.SubLink.subLinkType !== 'EXPR_SUBLINK') return false;
  const { subselect } = node.SubLink;
  if (subselect === undefined || !('SelectStmt' in subselect)) return false;
  const { targetList = [], groupClause, fromClause } = subselect.SelectStmt;
  if (groupClause !== undefined || fromClause === undefined) return false;
  const [target] = targetList;
  const value = target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined;
  return value !== undefined && isCount(value);
}
