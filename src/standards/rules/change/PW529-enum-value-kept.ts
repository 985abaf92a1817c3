import { isChange, isObjectInUse } from '../../ground/change/in-use.ts';
import { dottedName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW529',
  name: 'enum-value-kept',
  level: 'error',
  summary: 'A value of an enum keeps its name.',
  why: `
Old code that runs beside the new still sends the old word, and the database no longer knows it;
code that compares with it gets another answer without an error. Add a value, let the releases use
it, and move the rows in batches.
`,
  bad: `
alter type app.mood rename value 'ok' to 'fine';
`,
  good: `
alter type app.mood add value 'fine';
`,
  on: ['AlterEnumStmt'],
  check: (statement, ground) => {
    if (!('AlterEnumStmt' in statement.node) || !isChange(statement, ground)) return [];
    const { typeName, oldVal, newVal } = statement.node.AlterEnumStmt;
    if (oldVal === undefined || !isObjectInUse(`type ${dottedName(typeName)}`, ground)) return [];
    return [{ message: `Old code still sends '${oldVal}'; write: add value '${newVal}'` }];
  },
};
