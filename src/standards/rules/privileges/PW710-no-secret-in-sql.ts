import type { Node } from 'libpg-query';

import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: [
    'A_Const',
    'AlterRoleStmt',
    'AlterUserMappingStmt',
    'CreateForeignServerStmt',
    'CreateRoleStmt',
    'CreateSubscriptionStmt',
    'CreateUserMappingStmt',
  ],
  id: 'PW710',
  name: 'no-secret-in-sql',
  level: 'error',
  summary: 'No password or key stands in SQL.',
  why: `
What stands in a file is in git for ever, in the server's log when the statement fails, in its
statistics, and on every clone. Whoever runs the server sets the password, outside of migrations.
`,
  bad: `
create role app_login login password 'let-me-in';
`,
  good: `
create role app_login login;
`,
  check: (statement) => [
    ...optionsOf(statement).flatMap(({ name, value, location }) =>
      SECRET.test(name) && value !== ''
        ? [{ message: `A ${name} stands here; set it outside.`, start: statement.at(location) }]
        : [],
    ),
    ...statement
      .all('A_Const')
      .flatMap(({ sval, location }) =>
        isConnection(sval?.sval ?? '')
          ? [{ message: CONNECTS, start: statement.at(location) }]
          : [],
      ),
    ...statement
      .all('CreateSubscriptionStmt')
      .flatMap(({ conninfo = '' }) => (isConnection(conninfo) ? [{ message: CONNECTS }] : [])),
  ],
};

const SECRET = /^(?:password|passwd|secret|api_?key|private_key|token)$/i;
const CONNECTION = /\bpassword\s*=\s*(?!\s|$)|\b[a-z]+:\/\/[^\s:/@]+:[^\s@/]+@/i;

/** Constants are many, and most are short. */
const isConnection = (text: string): boolean =>
  (text.includes('=') || text.includes('://')) && CONNECTION.test(text);

const CONNECTS = 'This connection string holds a password; use a passfile or a service file.';

/** The options of roles, user mappings and servers that are text. */
function optionsOf(statement: Statement) {
  const lists: readonly (readonly Node[] | undefined)[] = [
    ...statement.all('CreateRoleStmt').map(({ options }) => options),
    ...statement.all('AlterRoleStmt').map(({ options }) => options),
    ...statement.all('CreateUserMappingStmt').map(({ options }) => options),
    ...statement.all('AlterUserMappingStmt').map(({ options }) => options),
    ...statement.all('CreateForeignServerStmt').map(({ options }) => options),
  ];
  return lists.flat().flatMap((option) => {
    if (option === undefined || !('DefElem' in option)) return [];
    const { defname = '', arg, location } = option.DefElem;
    const value = arg !== undefined && 'String' in arg ? (arg.String.sval ?? '') : '';
    return [{ name: defname, value, location }];
  });
}
