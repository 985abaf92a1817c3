import { statementsBefore } from '../../ground/change/file-index.ts';
import { neverNull } from '../../ground/change/not-null-check.ts';
import {
  addedConstraints,
  type TableChange,
  tableChanges,
} from '../../ground/change/table-changes.ts';
import type { Ground } from '../../ground/ground.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW509',
  name: 'set-not-null-by-check',
  level: 'error',
  summary: 'A column of a table in use becomes not null when a valid check proves that it is.',
  why: `
\`set not null\` locks the table against everything and reads each row, unless a valid check says
\`column is not null\` (ALTER TABLE, since PostgreSQL 12). So add that check as not valid, validate
it in the next file, and then set not null and drop the check.
`,
  bad: `
alter table app.item alter column note set not null;
`,
  good: `
alter table app.item add constraint item_note_check check (note is not null) not valid;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) => [
    ...tableChanges(statement, ground).flatMap((change) => {
      const { subtype, name: column = '' } = change.command;
      if (subtype !== 'AT_SetNotNull' || isProven(change, statement, ground)) return [];
      const message = `${change.name} is locked while each row is read; ${remedy(column)}`;
      return [{ message, start: change.start() }];
    }),
    ...addedConstraints(statement, ground).flatMap(({ constraint, column, name, place }) => {
      const { contype, skip_validation: isNotValid, keys } = constraint;
      if (contype !== 'CONSTR_NOTNULL' || column !== null || isNotValid === true) return [];
      const [key] = keys ?? [];
      const of = key !== undefined && 'String' in key ? (key.String.sval ?? '') : '';
      const message = `${name} is locked while each row is read; ${remedy(of)}`;
      return [{ message, start: place }];
    }),
  ],
};

const remedy = (column: string): string =>
  `first check (${column} is not null), not valid, then validated`;

function isProven(change: TableChange, statement: Statement, ground: Ground): boolean {
  const { table, command } = change;
  const { name: column = '' } = command;
  const known = ground.relation(table);
  if (known?.columns.get(column)?.isNotNull === true) return true;
  const isChecked = (known?.constraints ?? []).some(
    ({ kind, isValid, condition }) =>
      kind === 'check' && isValid && neverNull(condition).includes(column),
  );
  return isChecked || validatesUnknown(change, statement, ground);
}

/** An earlier file that isn't here may have added what this one validates. */
function validatesUnknown(change: TableChange, statement: Statement, ground: Ground): boolean {
  const known = ground.relation(change.table)?.constraints ?? [];
  return [...statementsBefore('AlterTableStmt', statement, ground), statement]
    .flatMap((one) => tableChanges(one, ground))
    .some(
      ({ command, name }) =>
        command.subtype === 'AT_ValidateConstraint' &&
        name === change.name &&
        known.every((constraint) => constraint.name !== command.name),
    );
}
