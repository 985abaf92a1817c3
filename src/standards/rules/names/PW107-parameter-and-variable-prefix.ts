import type { FunctionParameter } from 'libpg-query';

import type { Flaw, StatementRule } from '../../rule.ts';
import type { Body, BodyNode, Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW107',
  name: 'parameter-and-variable-prefix',
  level: 'warning',
  summary: 'A parameter begins with p_, a variable with v_.',
  why: `
"where item_id = item_id" is true of every row, or an error when the routine runs: PL/pgSQL can't
tell the variable from the column. The error comes on the day a column of that name is added.

Columns of the answer keep their names, out and inout too; so do the counters of loops over
numbers.
`,
  bad: `
create function app.stock(item_id bigint) returns bigint
language sql stable
return (select stock from app.item as item where item.item_id = stock.item_id);
`,
  good: `
create function app.stock(p_item_id bigint) returns bigint
language sql stable
return (select stock from app.item where item_id = p_item_id);
`,
  on: ['CreateFunctionStmt', 'DoStmt'],
  check: (statement) => [
    ...statement.all('CreateFunctionStmt').flatMap((routine) => {
      const isLibrary = routine.sql_body === undefined && statement.body === null;
      if (isLibrary) return [];
      return (routine.parameters ?? []).flatMap((one) =>
        'FunctionParameter' in one ? parameterFlaw(one.FunctionParameter, statement) : [],
      );
    }),
    ...(statement.body === null ? [] : variableFlaws(statement.body)),
  ],
};

function parameterFlaw(
  { name, mode, location, argType }: FunctionParameter,
  statement: Statement,
): readonly Flaw[] {
  if (name === undefined || ANSWERS.has(mode ?? '') || name.startsWith('p_')) return [];
  const message = `The parameter ${name} looks like a column; write: p_${name.replace(/^_+/, '')}`;
  return [{ message, start: statement.at(location ?? argType?.location) }];
}

const ANSWERS: ReadonlySet<string> = new Set([
  'FUNC_PARAM_TABLE',
  'FUNC_PARAM_OUT',
  'FUNC_PARAM_INOUT',
]);

function variableFlaws({ variables, nodes }: Body): readonly Flaw[] {
  const counters = new Set(nodes.flatMap(counterOf));
  return variables.flatMap(({ name: kind, value, start }) => {
    const name = value['refname'];
    if (kind === 'recfield' || kind === 'row' || typeof name !== 'string') return [];
    if (value['lineno'] === undefined || OWN.test(name)) return []; // arguments have no line
    if (counters.has(`${name} ${String(value['lineno'])}`)) return [];
    const message = `The variable ${name} looks like a column; write: v_${name.replace(/^_+/, '')}`;
    return [{ message, start }];
  });
}

/** With PostgreSQL's own names. */
const OWN = /^v_|^(?:found|new|old|sqlstate|sqlerrm|tg_\w+|\*internal\*|\(unnamed row\))$/;

/** `for i in 1..3` declares i. */
function counterOf({ name, value }: BodyNode): readonly string[] {
  if (name !== 'stmt_fori') return [];
  const { PLpgSQL_var: counter } = value['var'] as { readonly PLpgSQL_var?: Named };
  return counter === undefined ? [] : [`${counter.refname} ${String(counter.lineno)}`];
}

interface Named {
  readonly refname: string;
  readonly lineno?: number;
}
