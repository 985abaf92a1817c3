import type { Node } from 'libpg-query';

import { grantsOf } from '../../ground/grants.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterDefaultPrivilegesStmt', 'GrantRoleStmt', 'GrantStmt'],
  id: 'PW704',
  name: 'no-grant-option',
  level: 'error',
  summary: 'Who gets a right can not hand it on.',
  why: `
With grant option, or with admin option, rights spread without a migration: the catalog holds grants
that stand in no file, and a revoke from the first one fails or cascades.
`,
  bad: `
grant usage on schema app to app_writer with grant option;
`,
  good: `
grant usage on schema app to app_writer;
`,
  check: (statement) => [
    ...grantsOf(statement).flatMap(({ grant_option }) =>
      grant_option === true ? [{ message: 'Leave out: with grant option' }] : [],
    ),
    ...statement
      .all('GrantRoleStmt')
      .flatMap(({ is_grant, opt = [] }) =>
        is_grant === true && opt.some(isAdmin) ? [{ message: 'Leave out: with admin option' }] : [],
      ),
  ],
};

function isAdmin(option: Node): boolean {
  if (!('DefElem' in option) || option.DefElem.defname !== 'admin') return false;
  const { arg } = option.DefElem;
  return arg === undefined || !('Boolean' in arg) || arg.Boolean.boolval === true;
}
