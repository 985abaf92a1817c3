import type { Node } from 'libpg-query';

import { tableChanges } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterPolicyStmt', 'AlterTableCmd', 'CreatePolicyStmt'],
  id: 'PW709',
  name: 'no-always-true-policy',
  level: 'error',
  summary: 'A policy has a condition, and is not switched off.',
  why: `
A policy that is always true lets every row through: the table looks guarded, and isn't. Policies
are joined by or, so one of them is enough to undo all the others. So is \`disable row level
security\`: no policy of the table is asked any more.
`,
  bad: `
create policy item_read on app.item for select to app_reader using (true);
`,
  good: `
create policy item_read on app.item for select to app_reader using (party_id = app.caller());
`,
  check: (statement, ground) => {
    const off = tableChanges(statement, ground).flatMap(({ command, name, start }) => {
      if (command.subtype !== 'AT_DisableRowSecurity') return [];
      return [{ message: `No policy guards ${name} any more; leave it on.`, start: start() }];
    });
    const policies = [
      ...statement.all('CreatePolicyStmt').filter(({ permissive }) => permissive === true),
      ...statement.all('AlterPolicyStmt'),
    ];
    const always = policies.flatMap(({ qual, with_check: check }) =>
      [qual, check].flatMap((condition) => {
        if (condition === undefined || !isAlwaysTrue(condition)) return [];
        const message = 'This policy is always true; write which rows it means.';
        return [{ message, start: statement.at(locationOf(condition)) }];
      }),
    );
    return [...off, ...always];
  },
};

function isAlwaysTrue(condition: Node): boolean {
  if ('A_Const' in condition) return condition.A_Const.boolval?.boolval === true;
  if (!('A_Expr' in condition)) return false;
  const { lexpr, rexpr, name = [] } = condition.A_Expr;
  const [operator] = name;
  const isEqual = operator !== undefined && 'String' in operator && operator.String.sval === '=';
  return isEqual && constant(lexpr) !== null && constant(lexpr) === constant(rexpr);
}

function constant(node: Node | undefined): string | null {
  if (node === undefined || !('A_Const' in node)) return null;
  const { ival, sval } = node.A_Const;
  return ival !== undefined ? String(ival.ival ?? 0) : (sval?.sval ?? null);
}

function locationOf(node: Node): number | undefined {
  if ('A_Const' in node) return node.A_Const.location;
  return 'A_Expr' in node ? node.A_Expr.location : undefined;
}
