import { DEFINER_DOORS } from '../../ground/doors.ts';
import { dottedName } from '../../ground/names.ts';
import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

const DOORS = [...DEFINER_DOORS].join(' or ');

export const rule: StatementRule = {
  of: 'statement',
  on: ['AlterFunctionStmt', 'CreateFunctionStmt'],
  id: 'PW612',
  name: 'definer-only-in-api',
  level: 'error',
  summary: `A security definer stands in schema ${DOORS} alone.`,
  why: `
Such a routine runs with its owner's rights, whoever calls it. Each is a door to all that the owner
may do. Doors that stand in one place can be counted, reviewed and guarded; one that stands
elsewhere is found by the wrong person first.
`,
  bad: `
create function app.stock(p_item_id uuid) returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  good: `
create function api.stock(p_item_id uuid) returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  check: (statement, { file }) => {
    const made = file.role === 'test' ? null : definerOf(statement);
    if (made === null || DEFINER_DOORS.has(made.schema)) return [];
    const message = `A definer outside ${DOORS}; write: security invoker, or move it there`;
    return [{ message, start: statement.at(made.location) }];
  },
};

/** What a statement makes, or turns into, a security definer. */
function definerOf(statement: Statement) {
  const { node } = statement;
  if ('AlterFunctionStmt' in node) {
    const { func, actions = [] } = node.AlterFunctionStmt;
    const security = actions
      .flatMap((action) => ('DefElem' in action ? [action.DefElem] : []))
      .find(({ defname }) => defname === 'security');
    const { arg } = security ?? {};
    if (arg === undefined || !('Boolean' in arg) || arg.Boolean.boolval !== true) return null;
    return { schema: schemaOf(dottedName(func?.objname)), location: security?.location };
  }
  const routine = routineOf(statement);
  if (routine === null || !routine.isDefiner || routine.isTemporary) return null;
  return { schema: routine.schema ?? '', location: routine.locationOf('security') };
}

function schemaOf(name: string): string {
  return name.split('.').slice(0, -1).at(-1) ?? '';
}
