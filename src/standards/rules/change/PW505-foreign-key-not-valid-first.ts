import { isInTransaction } from '../../ground/change/file-transaction.ts';
import {
  addedConstraints,
  addedNotValid,
  tableChanges,
} from '../../ground/change/table-changes.ts';
import type { Ground } from '../../ground/ground.ts';
import { relationName } from '../../ground/names.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW505',
  name: 'foreign-key-not-valid-first',
  level: 'error',
  summary: 'A foreign key comes to a table in use as not valid; a later file validates it.',
  why: `
To add a foreign key PostgreSQL locks both tables against writes, and then reads every row of the
one and looks it up in the other. \`not valid\` takes the lock for an instant: the key holds for
all that is written from then on. \`validate constraint\` reads the old rows without that lock; in
the same file it would still be held, since a file is a transaction.

A key beside a new column has no \`not valid\`: add the column, then the key by a statement of its
own.
`,
  bad: `
alter table app.item
    add constraint item_party_id_fkey foreign key (party_id) references app.party (party_id);
`,
  good: `
alter table app.item
    add constraint item_party_id_fkey foreign key (party_id) references app.party (party_id)
    not valid;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) => [
    ...addedConstraints(statement, ground).flatMap(({ constraint, column, name, place }) => {
      if (constraint.contype !== 'CONSTR_FOREIGN') return [];
      if (column === null && constraint.skip_validation === true) return [];
      const parent = constraint.pktable === undefined ? '' : relationName(constraint.pktable);
      const remedy =
        column === null
          ? 'write: not valid; validate it in the next file'
          : 'add the column alone, and the key apart, as not valid';
      const message = `This foreign key locks ${name} and ${parent} against writes; ${remedy}`;
      return [{ message, start: place }];
    }),
    ...earlyValidations(statement, ground),
  ],
};

function earlyValidations(statement: Statement, ground: Ground): readonly Flaw[] {
  return tableChanges(statement, ground).flatMap((change) => {
    if (change.command.subtype !== 'AT_ValidateConstraint') return [];
    const added = addedNotValid(change, statement, ground);
    if (added?.contype !== 'CONSTR_FOREIGN' || !isInTransaction(ground)) return [];
    const message = `${added.conname} still locks both tables here; validate it in the next file`;
    return [{ message, start: change.start() }];
  });
}
