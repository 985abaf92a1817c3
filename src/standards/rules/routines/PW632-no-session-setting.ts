import type { Node, VariableSetStmt } from 'libpg-query';

import { callsOf, type Call } from '../../ground/calls.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterSystemStmt', 'FuncCall', 'VariableSetStmt'],
  id: 'PW632',
  name: 'no-session-setting',
  level: 'error',
  summary: 'A setting ends with its transaction.',
  why: `
A setting of the session stays when the transaction ends. Behind a pool the next client gets the
session as it is: with another's search_path, role or actor. \`alter system\` goes further: it is
for every database of the server, and stands in no migration's undo.
`,
  bad: `
select set_config('app.actor', 'a', false);
`,
  good: `
select set_config('app.actor', 'a', true);
`,
  check: (statement, { file }) => {
    if (OWN_SESSION.has(file.role)) return [];
    const calls = callsOf(statement)
      .filter(isForSession)
      .map(({ start }) => {
        return { message: 'This outlives the transaction; write: set_config(…, …, true)', start };
      });
    if ('AlterSystemStmt' in statement.node) {
      return [{ message: 'This is for every database of the server; leave it to the operator' }];
    }
    const name = settingOf(statement);
    if (name === null) return calls;
    return [...calls, { message: `This outlives the transaction; write: set local ${name}` }];
  },
};

/** Files that are run by a session of their own, or whose work it is to set one up. */
const OWN_SESSION: ReadonlySet<string> = new Set(['test', 'bench', 'callback']);

function isForSession({ name, schema, arguments: [, , isLocal] }: Call): boolean {
  return name === 'set_config' && schema === null && isLocal !== undefined && isFalse(isLocal);
}

function isFalse(node: Node): boolean {
  if ('TypeCast' in node) return node.TypeCast.arg !== undefined && isFalse(node.TypeCast.arg);
  if (!('A_Const' in node)) return false;
  const { boolval, sval } = node.A_Const;
  if (boolval !== undefined) return boolval.boolval !== true;
  return sval !== undefined && /^(?:f|false|off|no|n|0)$/i.test(sval.sval ?? '');
}

/** A clause of a routine is no statement: it ends with the call. */
function settingOf({ node, placement }: Statement): string | null {
  if (!('VariableSetStmt' in node)) return null;
  const setting = node.VariableSetStmt;
  if (setting.is_local === true || !SETS.has(setting.kind ?? '')) return null;
  const name = setting.name ?? '';
  return placement === 'top' && isOfScript(setting) ? null : name;
}

const SETS: ReadonlySet<string> = new Set(['VAR_SET_VALUE', 'VAR_SET_DEFAULT']);

/** Timeouts of a file without a transaction, and what pg_dump puts at the head of its scripts. */
function isOfScript({ name = '' }: VariableSetStmt): boolean {
  return name.endsWith('_timeout') || SCRIPT.has(name);
}

const SCRIPT: ReadonlySet<string> = new Set([
  'check_function_bodies',
  'client_encoding',
  'client_min_messages',
  'default_table_access_method',
  'default_tablespace',
  'default_with_oids',
  'escape_string_warning',
  'row_security',
  'standard_conforming_strings',
  'xmloption',
]);
