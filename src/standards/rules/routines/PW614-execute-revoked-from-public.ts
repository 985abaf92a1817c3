import { statementsOf } from '../../ground/change/file-index.ts';
import { dottedName, nameParts } from '../../ground/names.ts';
import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterDefaultPrivilegesStmt', 'CreateFunctionStmt', 'DropStmt', 'GrantStmt'],
  id: 'PW614',
  name: 'execute-revoked-from-public',
  level: 'error',
  summary: 'The file that makes a routine takes it from public.',
  why: `
PostgreSQL lets everybody execute a new routine. Until that is taken back, every login can call it,
also one that was made for something else.
`,
  bad: `
create function app.stock() returns bigint
language sql stable
set search_path = pg_catalog, pg_temp
as $body$ select count(*) from app.item $body$;
`,
  good: `
create function app.stock() returns bigint
language sql stable
set search_path = pg_catalog, pg_temp
as $body$ select count(*) from app.item $body$;

revoke all on function app.stock from public;
`,
  check: (statement, ground) => {
    if (KEPT.has(ground.file.role)) return [];
    const routine = routineOf(statement);
    if (routine === null || routine.isTemporary) return [];
    if (routine.isTrigger && !routine.isDefiner) return []; // no statement can call it
    const others = TAKERS.flatMap((kind) => statementsOf(kind, ground));
    if (others.some((other) => takes(other, routine.name))) return [];
    const kind = routine.isProcedure ? 'procedure' : 'function';
    const message = `Everybody may call it; add: revoke all on ${kind} ${routine.name} from public`;
    return [{ message }];
  },
};

/** A test's routines go with it; an undo file replaces one, which leaves its privileges. */
const KEPT: ReadonlySet<string> = new Set(['test', 'bench', 'undo']);

const TAKERS = ['GrantStmt', 'DropStmt', 'AlterDefaultPrivilegesStmt'] as const;

/** Whether a statement takes the routine from public, or drops it again. */
function takes({ node }: Statement, name: string): boolean {
  if ('DropStmt' in node) {
    const { removeType = '', objects = [] } = node.DropStmt;
    if (!ROUTINES.has(removeType)) return false;
    return objects.some(
      (one) => 'ObjectWithArgs' in one && isSame(dottedName(one.ObjectWithArgs.objname), name),
    );
  }
  const grant =
    'GrantStmt' in node
      ? node.GrantStmt
      : 'AlterDefaultPrivilegesStmt' in node
        ? node.AlterDefaultPrivilegesStmt.action
        : undefined;
  if (grant === undefined || grant.is_grant === true || !ROUTINES.has(grant.objtype ?? '')) {
    return false;
  }
  const { grantees = [], objects = [], targtype } = grant;
  const isFromPublic = grantees.some(
    (one) => 'RoleSpec' in one && one.RoleSpec.roletype === 'ROLESPEC_PUBLIC',
  );
  if (!isFromPublic || targtype === 'ACL_TARGET_DEFAULTS') return isFromPublic;
  if (targtype === 'ACL_TARGET_ALL_IN_SCHEMA') {
    return nameParts(objects).some((schema) => name.startsWith(`${schema}.`));
  }
  return objects.some(
    (one) => 'ObjectWithArgs' in one && isSame(dottedName(one.ObjectWithArgs.objname), name),
  );
}

const ROUTINES: ReadonlySet<string> = new Set([
  'OBJECT_FUNCTION',
  'OBJECT_PROCEDURE',
  'OBJECT_ROUTINE',
]);

/** A name with a schema and one without may be the same. */
function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const isHalf = one.includes('.') !== other.includes('.');
  return isHalf && one.split('.').at(-1) === other.split('.').at(-1);
}
