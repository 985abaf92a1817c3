import { nameParts } from '../../ground/names.ts';
import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CopyStmt', 'CreateExtensionStmt', 'CreateFunctionStmt', 'FuncCall', 'GrantRoleStmt'],
  id: 'PW711',
  name: 'no-server-file-or-program',
  level: 'error',
  summary: "Nothing reads or writes the server's files, or runs a program there.",
  why: `
Who may do it has the shell of the server's user, and so all its databases. A managed server refuses
it, and a standby has other files. Send the data through the connection: copy from stdin.
`,
  bad: `
copy app.item from program 'cat /srv/items.csv';
`,
  good: `
copy app.item from stdin;
`,
  check: (statement) => [
    ...statement.all('GrantRoleStmt').flatMap(({ granted_roles = [], is_grant }) =>
      granted_roles.flatMap((one) => {
        const name = 'AccessPriv' in one ? (one.AccessPriv.priv_name ?? '') : '';
        if (is_grant !== true || !ROLES.has(name)) return [];
        return [
          { message: `Who is a member of ${name} reaches the server's files; leave it out.` },
        ];
      }),
    ),
    ...[routineOf(statement)].flatMap((routine) => {
      if (routine === null || !UNTRUSTED.test(routine.language)) return [];
      const message = `${routine.language} does what the server's user may; write PL/pgSQL or SQL.`;
      return [{ message, start: statement.at(routine.locationOf('language')) }];
    }),
    ...statement.all('CopyStmt').flatMap(({ filename, is_program }) => {
      if (filename === undefined) return [];
      const what = is_program === true ? 'a program of the server' : "a file of the server's";
      return [{ message: `This copies by ${what}; copy through the connection: stdin, stdout` }];
    }),
    ...statement.all('FuncCall').flatMap(({ funcname, location }) => {
      const name = nameParts(funcname).at(-1) ?? '';
      if (!FUNCTIONS.has(name)) return [];
      const message = `${name} reaches the server's files; send the data through the connection.`;
      return [{ message, start: statement.at(location) }];
    }),
    ...statement
      .all('CreateExtensionStmt')
      .flatMap(({ extname = '' }) =>
        EXTENSIONS.has(extname) || UNTRUSTED.test(extname)
          ? [{ message: `The extension ${extname} reaches the server's files.` }]
          : [],
      ),
  ],
};

const FUNCTIONS: ReadonlySet<string> = new Set([
  'lo_export',
  'lo_import',
  'pg_file_read',
  'pg_file_rename',
  'pg_file_unlink',
  'pg_file_write',
  'pg_ls_dir',
  'pg_read_binary_file',
  'pg_read_file',
  'pg_stat_file',
]);

const ROLES: ReadonlySet<string> = new Set([
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
]);

/** Languages that are bound by nothing but the operating system. */
const UNTRUSTED = /^pl(?:perlu|python\d*u|tclu|shu?)$/;

const EXTENSIONS: ReadonlySet<string> = new Set(['adminpack', 'file_fdw']);
