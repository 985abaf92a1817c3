import { dottedName } from '../../ground/names.ts';
import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
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
  check: (statement, { file, statements }) => {
    const routine = routineOf(statement);
    if (routine === null || routine.isTemporary || SILENT.has(file.role)) return [];
    if (statements.some((other) => comments(other, routine.name))) return [];
    const kind = routine.isProcedure ? 'procedure' : 'function';
    return [{ message: `Say what it is for: comment on ${kind} ${routine.name} is '…'` }];
  },
};

const SILENT: ReadonlySet<string> = new Set(['test', 'bench', 'undo']);

function comments({ node }: Statement, name: string): boolean {
  if (!('CommentStmt' in node)) return false;
  const { object, objtype = '' } = node.CommentStmt;
  if (!/^OBJECT_(?:FUNCTION|PROCEDURE|ROUTINE)$/.test(objtype)) return false;
  if (object === undefined || !('ObjectWithArgs' in object)) return false;
  const commented = dottedName(object.ObjectWithArgs.objname);
  return commented === name || commented.split('.').at(-1) === name;
}
