import { grantsOf, rightsOf } from '../../ground/grants.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterDefaultPrivilegesStmt', 'AlterRoleStmt', 'CreateRoleStmt', 'GrantStmt'],
  id: 'PW702',
  name: 'no-grant-all',
  level: 'error',
  summary: 'A grant names its rights.',
  why: `
All rights are more than anybody needs: on a table they include truncate, references and trigger.
And what all means grows with the server's version. A superuser has all rights everywhere, and one
who bypasses row security reads every row.
`,
  bad: `
grant all on schema app to app_writer;
`,
  good: `
grant usage on schema app to app_writer;
`,
  check: (statement) => [
    ...grantsOf(statement).flatMap((grant) =>
      rightsOf(grant).some((right) => right !== 'all')
        ? []
        : [{ message: 'This grants all rights; name those that are needed.' }],
    ),
    ...[...statement.all('CreateRoleStmt'), ...statement.all('AlterRoleStmt')]
      .flatMap(({ options = [] }) => options)
      .flatMap((option) => {
        if (!('DefElem' in option)) return [];
        const { defname = '', arg, location } = option.DefElem;
        const isGiven = arg !== undefined && 'Boolean' in arg && arg.Boolean.boolval === true;
        if (!UNBOUNDED.has(defname) || !isGiven) return [];
        const message = `With ${defname} no grant and no policy bounds this role; leave it out.`;
        return [{ message, start: statement.at(location) }];
      }),
  ],
};

const UNBOUNDED: ReadonlySet<string> = new Set(['superuser', 'bypassrls']);
