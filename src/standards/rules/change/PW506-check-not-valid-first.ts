import { isInTransaction } from '../../ground/change/file-transaction.ts';
import {
  addedConstraints,
  addedNotValid,
  tableChanges,
} from '../../ground/change/table-changes.ts';
import type { Ground } from '../../ground/ground.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW506',
  name: 'check-not-valid-first',
  level: 'error',
  summary: 'A check comes to a table in use as not valid; a later file validates it.',
  why: `
To add a check PostgreSQL locks the table against everything, and then reads every row. With
\`not valid\` the lock lasts an instant: the check holds for all that is written from then on.
\`validate constraint\` reads the old rows while others read and write; in the same file the lock
would still be held, since a file is a transaction.
`,
  bad: `
alter table app.item add constraint item_stock_check check (stock >= 0);
`,
  good: `
alter table app.item add constraint item_stock_check check (stock >= 0) not valid;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) => [
    ...addedConstraints(statement, ground).flatMap(({ constraint, column, name, place }) => {
      if (constraint.contype !== 'CONSTR_CHECK') return [];
      if (column === null && constraint.skip_validation === true) return [];
      const remedy =
        column === null
          ? 'write: not valid; validate it in the next file'
          : 'add the column alone, and the check apart, as not valid';
      const message = `${name} is locked while each row is read for this check; ${remedy}`;
      return [{ message, start: place }];
    }),
    ...earlyValidations(statement, ground),
  ],
};

function earlyValidations(statement: Statement, ground: Ground): readonly Flaw[] {
  return tableChanges(statement, ground).flatMap((change) => {
    if (change.command.subtype !== 'AT_ValidateConstraint') return [];
    const added = addedNotValid(change, statement, ground);
    if (added?.contype !== 'CONSTR_CHECK' || !isInTransaction(ground)) return [];
    const message = `${added.conname} still locks the table here; validate it in the next file`;
    return [{ message, start: change.start() }];
  });
}
