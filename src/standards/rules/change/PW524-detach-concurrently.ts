import { tableChanges } from '../../ground/change/table-changes.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW524',
  name: 'detach-concurrently',
  level: 'error',
  summary: 'A partition of a table in use is detached concurrently.',
  why: `
A plain detach locks the parent, and with it all partitions, against everything, and waits for
every query that reads it; whoever comes later waits behind it. \`concurrently\` waits without that
lock. It can't run in a transaction, so it stands alone in its file.
`,
  bad: `
alter table app.event detach partition app.event_2025;
`,
  good: `
alter table app.event detach partition app.event_2025 concurrently;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap(({ command, name, start }) => {
      const { subtype, def } = command;
      if (subtype !== 'AT_DetachPartition' || def === undefined) return [];
      if (!('PartitionCmd' in def) || def.PartitionCmd.concurrent === true) return [];
      const { name: part } = def.PartitionCmd;
      const which = part === undefined ? 'it' : relationName(part);
      const remedy = 'add: concurrently, alone in its file';
      const message = `All of ${name} is locked while ${which} goes; ${remedy}`;
      return [{ message, start: start() }];
    }),
};
