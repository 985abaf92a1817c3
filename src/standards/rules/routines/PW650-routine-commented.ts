import { statementsOf } from '../../ground/change/file-index.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName } from '../../ground/names.ts';
import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt'],
  id: 'PW650',
  name: 'routine-commented',
  level: 'note',
  summary: 'The file that makes a routine says what it is for, by a comment.',
  why: `
The catalog is where callers, tools and the documents look. A routine without a comment has to be
read to be used.
`,
  bad: `
create function app.stock() returns bigint
language sql stable parallel safe
as $body$ select count(*) from app.item $body$;
`,
  good: `
create function app.stock() returns bigint
language sql stable parallel safe
as $body$ select count(*) from app.item $body$;

comment on function app.stock is 'How many items there are.';
`,
  check: (statement, ground) => {
    const routine = routineOf(statement);
    if (routine === null || routine.isTemporary || SILENT.has(ground.file.role)) return [];
    if (commented(ground).has(routine.name)) return [];
    const kind = routine.isProcedure ? 'procedure' : 'function';
    return [{ message: `Say what it is for: comment on ${kind} ${routine.name} is '…'` }];
  },
};

const SILENT: ReadonlySet<string> = new Set(['test', 'bench', 'undo']);

const seen = new WeakMap<Ground['statements'], ReadonlySet<string>>();

/** The routines that the file says something of, with and without their schema. */
function commented(ground: Ground): ReadonlySet<string> {
  const found = seen.get(ground.statements);
  if (found !== undefined) return found;
  const names = new Set(statementsOf('CommentStmt', ground).flatMap(namesOf));
  seen.set(ground.statements, names);
  return names;
}

function namesOf({ node }: Statement): readonly string[] {
  if (!('CommentStmt' in node)) return [];
  const { object, objtype = '' } = node.CommentStmt;
  if (!/^OBJECT_(?:FUNCTION|PROCEDURE|ROUTINE)$/.test(objtype)) return [];
  if (object === undefined || !('ObjectWithArgs' in object)) return [];
  const name = dottedName(object.ObjectWithArgs.objname);
  return [name, name.split('.').at(-1) ?? ''];
}
