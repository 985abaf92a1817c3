import { isChange } from '../../ground/change/in-use.ts';
import { isOptionOn } from '../../ground/change/options.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW523',
  name: 'no-vacuum-full-no-cluster',
  level: 'error',
  summary: 'No migration runs vacuum full or cluster.',
  why: `
Both write the table and all its indexes anew while it is locked against everything, for as long as
that takes. Where a table must shrink, the operator uses pg_repack at a quiet hour.
`,
  bad: `
vacuum full app.item;
`,
  good: `
vacuum app.item;
`,
  on: ['VacuumStmt', 'ClusterStmt'],
  check: (statement, ground) => {
    const verb = verbOf(statement.node);
    if (verb === null || !isChange(statement, ground)) return [];
    return [{ message: `${verb} locks the table while it writes it anew; leave it to pg_repack` }];
  },
};

function verbOf(node: Parameters<StatementRule['check']>[0]['node']): string | null {
  if ('ClusterStmt' in node) return 'Cluster';
  if (!('VacuumStmt' in node) || node.VacuumStmt.is_vacuumcmd !== true) return null;
  return isOptionOn(node.VacuumStmt.options, 'full') ? 'Vacuum full' : null;
}
