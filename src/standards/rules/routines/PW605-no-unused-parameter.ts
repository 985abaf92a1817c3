import { bodyWords } from '../../ground/body-words.ts';
import { CONTEXT_ARGUMENTS } from '../../ground/doors.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName, nameParts } from '../../ground/names.ts';
import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt'],
  id: 'PW605',
  name: 'no-unused-parameter',
  level: 'warning',
  summary: 'A routine uses each of its parameters.',
  why: `
Callers give a value and believe that it counts. It's a contract that nobody keeps: a filter that
does not filter, or what is left of a change that was not finished.
`,
  bad: `
create function app.stock(p_item_id bigint, p_day date) returns bigint
language sql stable parallel safe
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  good: `
create function app.stock(p_item_id bigint) returns bigint
language sql stable parallel safe
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  check: (statement, ground) => {
    const { file } = ground;
    const routine = routineOf(statement);
    if (routine === null || file.role === 'test') return [];
    const inputs = routine.arguments.filter(({ mode }) => mode !== 'out' && mode !== 'table');
    if (inputs.length === 0 || servesAggregate(routine.name, ground)) return [];
    const used = usedNames(statement);
    if (used === null) return [];
    return inputs.flatMap(({ name, type, mode, location }, index) => {
      if (name === null || mode !== 'in' || POLYMORPHIC.test(type)) return [];
      if (CONTEXT_ARGUMENTS.has(name) || isRow(type, ground)) return [];
      if (used.has(name.toLowerCase()) || used.has(`$${index + 1}`)) return [];
      const message = `${name} is not used; drop it in a contract step`;
      return [{ message, start: statement.at(location) }];
    });
  },
};

/** What an aggregate calls has the arguments that the aggregate gives. */
function servesAggregate(name: string, { statements }: Ground): boolean {
  return statements.some(({ node }) => {
    if (!('DefineStmt' in node) || node.DefineStmt.kind !== 'OBJECT_AGGREGATE') return false;
    return (node.DefineStmt.definition ?? []).some((one) => {
      const arg = 'DefElem' in one ? one.DefElem.arg : undefined;
      return arg !== undefined && 'TypeName' in arg && dottedName(arg.TypeName.names) === name;
    });
  });
}

/** A row of a table makes the function a column of it, whatever it looks at. */
const isRow = (type: string, { relation }: Ground): boolean => relation(type) !== undefined;

/** An argument that gives only its type. */
const POLYMORPHIC = /^any/;

/** The words of the body; null where it isn't read. */
function usedNames(statement: Statement): ReadonlySet<string> | null {
  const { node, body } = statement;
  if (body !== null) return bodyWords(body);
  if (!('CreateFunctionStmt' in node) || node.CreateFunctionStmt.sql_body === undefined) {
    return null;
  }
  const names = statement
    .all('ColumnRef')
    .flatMap(({ fields }) => nameParts(fields).map((part) => part.toLowerCase()));
  const numbers = statement.all('ParamRef').map(({ number }) => `$${number}`);
  return new Set([...names, ...numbers]);
}
