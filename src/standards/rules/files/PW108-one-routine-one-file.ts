import { nameParts } from '../../ground/names.ts';
import { repeatableName } from '../../ground/tree.ts';
import type { FileRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW108',
  name: 'one-routine-one-file',
  level: 'error',
  summary: 'A repeatable file makes one routine or trigger, and is named after it.',
  why: `
Who looks for a routine finds it by its name, and its history is that of its file. Two in a file are
changed together; one whose arguments changed leaves a ghost that still answers.

A trigger counts to the schema of its table.
`,
  exampleFile: 'app/sql/R/10_app/R__10_app.stock.sql',
  bad: `
create or replace function app.stock() returns bigint language sql return 1;
create or replace function app.shelf() returns bigint language sql return 2;
`,
  good: `
create or replace function app.stock() returns bigint language sql return 1;
`,
  check: (statements, { file }) => {
    const own = repeatableName(file)?.routine;
    if (file.role !== 'repeatable' || file.root === null) return [];
    const name = own ?? file.name.replace(/^R__|\.sql$/g, '');
    const made = statements.flatMap(madeBy);
    if (made.length === 0) return [{ message: `It makes no routine; write: ${name}` }];
    const wrong = made.find((one, index) => index > 0 || one.name !== name);
    if (wrong === undefined) return [];
    const message = `It makes ${wrong.name}; a file makes one routine, here: ${name}`;
    return [{ message, start: wrong.start }];
  },
};

function madeBy({ node, placement, start }: Statement) {
  if (placement !== 'top') return [];
  if ('CreateFunctionStmt' in node) {
    return [{ name: nameParts(node.CreateFunctionStmt.funcname).join('.'), start }];
  }
  if (!('CreateTrigStmt' in node)) return [];
  const { trigname, relation } = node.CreateTrigStmt;
  return [{ name: `${relation?.schemaname ?? ''}.${trigname ?? ''}`, start }];
}
