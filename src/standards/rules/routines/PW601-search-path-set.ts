import { isDeepStrictEqual } from 'node:util';

import type { Node } from 'libpg-query';

import { COMMITTING_DOOR } from '../../ground/doors.ts';
import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';
import type { SqlFile } from '../../sql-file.ts';
import type { Statement } from '../../statement.ts';

const PINNED = ['pg_catalog', 'pg_temp'];
const REMEDY = `set search_path = ${PINNED.join(', ')}`;

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt', 'AlterFunctionStmt'],
  id: 'PW601',
  name: 'search-path-set',
  level: 'error',
  summary: 'A routine sets its search_path to pg_catalog, pg_temp.',
  why: `
A routine looks its names up in the search_path of whoever calls it. A caller who can create objects
in any schema of that path can put his own function or operator in front of ours. If the routine is
a security definer, his code runs with our rights (CVE-2018-1058).

pg_temp is named, and named last: when it isn't named, PostgreSQL searches it first.

A body after \`begin atomic\` or \`return\` is exempt: its names are bound when it's created. So is
a procedure that commits or stands in schema client, which may have no setting, a routine in C, and
one of pg_temp.
`,
  bad: `
create function app.stock(p_item_id uuid) returns bigint
language sql stable
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  good: `
create function app.stock(p_item_id uuid) returns bigint
language sql stable
set search_path = pg_catalog, pg_temp
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  check: (statement, { file }) => [
    ...statement.all('AlterFunctionStmt').flatMap(({ actions = [] }) => {
      const found = findSetting(actions);
      if (found === undefined || isDeepStrictEqual(found.schemas, PINNED)) return [];
      if (isSafeElsewhere(found.schemas, file)) return [];
      return [{ message: `The routine's search_path is its own no longer; write: ${REMEDY}` }];
    }),
    ...statement.all('CreateFunctionStmt').flatMap((routine) => {
      if (file.role === 'test' || isExempt(statement)) return [];
      if (routine.sql_body !== undefined || commits(statement)) return [];
      const setting = findSetting(routine.options ?? []);
      if (setting === undefined) {
        return [{ message: `The routine sets no search_path; add: ${REMEDY}` }];
      }
      const { schemas, location } = setting;
      if (isDeepStrictEqual(schemas, PINNED) || isSafeElsewhere(schemas, file)) return [];
      const found = schemas.map((schema) => `"${schema}"`).join(', ');
      const message = `The search_path is ${found}; write: ${REMEDY}`;
      return [{ message, start: statement.at(location) }];
    }),
  ],
};

/** Elsewhere an empty path will do, and one that ends in pg_temp: the manual's ways. */
function isSafeElsewhere(schemas: readonly string[], { root }: SqlFile): boolean {
  if (root !== null || schemas.includes('public')) return false;
  return isDeepStrictEqual(schemas, ['']) || (schemas.length > 1 && schemas.at(-1) === 'pg_temp');
}

/** A routine of pg_temp ends with its session; one in C looks no names up. */
function isExempt(statement: Statement): boolean {
  const routine = routineOf(statement);
  if (routine === null || routine.isTemporary || NAMELESS.has(routine.language)) return true;
  return routine.isProcedure && routine.schema === COMMITTING_DOOR;
}

const NAMELESS: ReadonlySet<string> = new Set(['c', 'internal']);

function commits({ body }: Statement): boolean {
  return (
    body?.nodes.some(({ name }) => name === 'stmt_commit' || name === 'stmt_rollback') ?? false
  );
}

function findSetting(options: readonly Node[]) {
  for (const option of options) {
    if (!('DefElem' in option)) continue;
    const { arg, location } = option.DefElem;
    if (arg === undefined || !('VariableSetStmt' in arg)) continue;
    const { kind, name, args = [] } = arg.VariableSetStmt;
    if (kind === 'VAR_RESET_ALL' || name === 'search_path')
      return { schemas: args.map(constantText), location };
  }
  return undefined;
}

/** The text of a constant: of `pg_temp` and of `'pg_temp'` alike. */
function constantText(node: Node): string {
  return 'A_Const' in node ? (node.A_Const.sval?.sval ?? '') : '';
}
