import type { GrantStmt } from 'libpg-query';

import { granteesOf, grantsOf, rightsOf } from '../../ground/grants.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterDefaultPrivilegesStmt', 'GrantStmt'],
  id: 'PW703',
  name: 'routines-only-access',
  level: 'error',
  summary: 'Who works with the data calls routines, and touches no table.',
  why: `
A role that may write to a table can go around every check that the routines make. One that may read
it depends on its columns, so that they can't be changed any more.

A role for reports or monitoring, whose name begins so, may read: \`report_read\`, \`monitor\`.
`,
  bad: `
grant insert on app.item to app_writer;
`,
  good: `
grant execute on function app.add_item to app_writer;
`,
  check: (statement) =>
    grantsOf(statement).flatMap((grant) => {
      if (grant.objtype !== 'OBJECT_TABLE' || isReport(grant)) return [];
      const rights = rightsOf(grant).join(', ') || 'all';
      const message = `This grants ${rights} on a table; grant execute on a routine that does it.`;
      return [{ message }];
    }),
};

/** Reading alone, for roles that are there for it. */
function isReport(grant: GrantStmt): boolean {
  const rights = rightsOf(grant);
  const grantees = granteesOf(grant.grantees);
  const isReading = rights.length > 0 && rights.every((right) => right === 'select');
  return isReading && grantees.every((name) => /^(?:report|monitor)/.test(name));
}
