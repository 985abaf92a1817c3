import type { FuncCall, Node } from 'libpg-query';

import { addedColumns } from '../../ground/change/table-changes.ts';
import { nameParts } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW511',
  name: 'no-volatile-default',
  level: 'error',
  summary: 'A column comes to a table in use without a volatile default.',
  why: `
A default that is the same for all rows is kept once, beside the table. One that differs from row to
row (\`gen_random_uuid()\`, \`clock_timestamp()\`, \`nextval()\`) has PostgreSQL write the table
and all its indexes anew, while it is locked against everything.
`,
  bad: `
alter table app.item add column token uuid default gen_random_uuid();
`,
  good: `
alter table app.item add column token uuid;
alter table app.item alter column token set default gen_random_uuid();
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    addedColumns(statement, ground).flatMap(({ constraints, name }) =>
      constraints.flatMap(({ contype, raw_expr: value }) => {
        if (contype !== 'CONSTR_DEFAULT' || value === undefined) return [];
        const call = callsIn(value).find(isVolatile);
        if (call === undefined) return [];
        const remedy = 'add the column, then set its default, then fill old rows';
        const message = `All of ${name} is written anew for these values; ${remedy}`;
        return [{ message, start: statement.at(call.location) }];
      }),
    ),
};

/** All calls in an expression. */
function callsIn(node: Node): readonly FuncCall[] {
  const calls: FuncCall[] = [];
  JSON.stringify(node, (key, value: unknown) => {
    if (key === 'FuncCall') calls.push(value as FuncCall); // the key names the type of its value
    return value;
  });
  return calls;
}

/**
 * A routine of somebody's own is volatile unless it says otherwise; of PostgreSQL's and its
 * extensions' these are.
 */
function isVolatile({ funcname }: FuncCall): boolean {
  const parts = nameParts(funcname);
  const [schema] = parts;
  const name = parts.at(-1) ?? '';
  return (parts.length > 1 && schema !== 'pg_catalog') || VOLATILE.has(name);
}

const VOLATILE: ReadonlySet<string> = new Set([
  'clock_timestamp',
  'currval',
  'gen_random_bytes',
  'gen_random_uuid',
  'gen_salt',
  'lastval',
  'nextval',
  'random',
  'random_normal',
  'setval',
  'timeofday',
  'uuid_generate_v1',
  'uuid_generate_v1mc',
  'uuid_generate_v4',
  'uuid_generate_v7',
  'uuidv4',
  'uuidv7',
]);
