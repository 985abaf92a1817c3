import { CONTRACT_STEP, isContractStep } from '../../ground/change/contract-step.ts';
import { tableChanges } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW515',
  name: 'drop-column-in-contract',
  level: 'error',
  summary: 'A column is dropped by a contract step.',
  why: `
While a release comes out, old code runs beside the new: it still reads the column, and fails. What
the column held can't be had back. So the release that no longer uses it comes first, and a later
file drops the column: a contract step, whose header names the proof that nobody reads it.

    -- Contract  no query of the last 30 days names it: docs/adr/0040-notes-go.md
`,
  bad: `
alter table app.item drop column note;
`,
  good: `
comment on column app.item.note is 'Retired; a contract step drops it.';
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap(({ command, name, start }) => {
      if (command.subtype !== 'AT_DropColumn' || isContractStep(ground)) return [];
      const message = `Old code still reads ${name}.${command.name}; drop it in ${CONTRACT_STEP}`;
      return [{ message, start: start() }];
    }),
};
