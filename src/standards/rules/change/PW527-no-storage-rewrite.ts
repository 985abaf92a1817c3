import { isChange } from '../../ground/change/in-use.ts';
import { tableChanges } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW527',
  name: 'no-storage-rewrite',
  level: 'error',
  summary: 'A migration leaves a table in use where and how it is stored.',
  why: `
\`set unlogged\`, \`set logged\`, \`set tablespace\` and \`set access method\` write or copy the
whole table or index while it is locked against everything. Where it lies is an operator's task,
and no part of what a release means.
`,
  bad: `
alter table app.item set tablespace fast;
`,
  good: `
alter table app.item set (fillfactor = 80);
`,
  on: ['AlterTableStmt', 'AlterTableMoveAllStmt'],
  check: (statement, ground) => {
    if ('AlterTableMoveAllStmt' in statement.node && isChange(statement, ground)) {
      return [{ message: 'Each table is locked while it is copied; leave it to the operator' }];
    }
    if (movesIndex(statement) && isChange(statement, ground)) {
      return [{ message: 'The index is locked while it is copied; leave it to the operator' }];
    }
    return tableChanges(statement, ground).flatMap(({ command, name, start }) => {
      if (!STORAGE.has(command.subtype ?? '')) return [];
      const message = `${name} is locked while it is written anew; leave it to the operator`;
      return [{ message, start: start() }];
    });
  },
};

function movesIndex({ node }: Statement): boolean {
  if (!('AlterTableStmt' in node) || node.AlterTableStmt.objtype !== 'OBJECT_INDEX') return false;
  return (node.AlterTableStmt.cmds ?? []).some(
    (cmd) => 'AlterTableCmd' in cmd && cmd.AlterTableCmd.subtype === 'AT_SetTableSpace',
  );
}

const STORAGE: ReadonlySet<string> = new Set([
  'AT_SetLogged',
  'AT_SetUnLogged',
  'AT_SetTableSpace',
  'AT_SetAccessMethod',
]);
