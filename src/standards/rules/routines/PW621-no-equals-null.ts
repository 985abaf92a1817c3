import type { A_Expr, Node } from 'libpg-query';

import { nameParts } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['A_Expr'],
  id: 'PW621',
  name: 'no-equals-null',
  level: 'error',
  summary: 'Null is asked for by is null.',
  why: `
Nothing equals null, nor differs from it: the comparison is unknown for every row, so the condition
never holds and the branch never runs.
`,
  bad: `
select item_id from app.item where note = null;
`,
  good: `
select item_id from app.item where note is null;
`,
  check: (statement) =>
    statement.all('A_Expr').flatMap((expression) => {
      const operator = nameParts(expression.name).at(-1) ?? '';
      const advice = adviceFor(expression, operator);
      if (advice === null) return [];
      const message = `A comparison with null is never true; write: ${advice}`;
      return [{ message, start: statement.at(expression.location) }];
    }),
};

function adviceFor({ kind, lexpr, rexpr }: A_Expr, operator: string): string | null {
  if (kind === 'AEXPR_OP' && (isNull(lexpr) || isNull(rexpr))) {
    if (operator === '=') return 'is null';
    return operator === '<>' ? 'is not null' : null;
  }
  if (kind !== 'AEXPR_IN' || operator !== '<>' || rexpr === undefined) return null;
  const items = 'List' in rexpr ? (rexpr.List.items ?? []) : [];
  return items.some(isNull) ? 'a list without null' : null;
}

function isNull(node: Node | undefined): boolean {
  if (node === undefined) return false;
  if ('TypeCast' in node) return isNull(node.TypeCast.arg);
  return 'A_Const' in node && node.A_Const.isnull === true;
}
