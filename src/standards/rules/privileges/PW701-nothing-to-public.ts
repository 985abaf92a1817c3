import { granteesOf, grantsOf } from '../../ground/grants.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterDefaultPrivilegesStmt', 'GrantStmt'],
  id: 'PW701',
  name: 'nothing-to-public',
  level: 'error',
  summary: 'Nothing is granted to public.',
  why: `
Public is everybody who can log in, now and later. Nobody is asked when one more login is made, and
nobody sees it in a list of the members of a role.

An undo file may give back what its migration took away.
`,
  bad: `
grant usage on schema app to public;
`,
  good: `
grant usage on schema app to app_reader;
`,
  check: (statement, { file }) =>
    grantsOf(statement).flatMap(({ grantees }) =>
      file.role !== 'undo' && granteesOf(grantees).includes('public')
        ? [{ message: 'This is for everybody, for ever; grant it to a named role.' }]
        : [],
    ),
};
