import { grantsOf, rightsOf } from '../../ground/grants.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterDefaultPrivilegesStmt', 'GrantStmt'],
  id: 'PW702',
  name: 'no-grant-all',
  level: 'error',
  summary: 'A grant names its rights.',
  why: `
All rights are more than anybody needs: on a table they include truncate, references and trigger.
And what all means grows with the server's version.
`,
  bad: `
grant all on schema app to app_writer;
`,
  good: `
grant usage on schema app to app_writer;
`,
  check: (statement) =>
    grantsOf(statement).flatMap((grant) =>
      rightsOf(grant).some((right) => right !== 'all')
        ? []
        : [{ message: 'This grants all rights; name those that are needed.' }],
    ),
};
