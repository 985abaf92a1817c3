import type { Node, RangeVar } from 'libpg-query';

import { isInTransaction } from '../../ground/change/file-transaction.ts';
import { statementsBefore, statementsOf } from '../../ground/change/file-index.ts';
import { isInUse, runsAtOnce } from '../../ground/change/in-use.ts';
import { tableChanges } from '../../ground/change/table-changes.ts';
import type { Ground } from '../../ground/ground.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW531',
  name: 'short-after-exclusive',
  level: 'warning',
  summary: 'No rows are changed in the file that has locked a table against everything.',
  why: `
An alter table takes its lock for an instant of work, but holds it until the transaction ends. All
that the file does after it keeps everybody out of the table. Move the rows in a file of their own:
behind it where they need the new column, and in batches.
`,
  bad: `
alter table app.item add column remark text;
update app.item set remark = note where item_id between 1 and 500;
`,
  good: `
update app.item set note = '' where item_id between 1 and 500;
alter table app.item add column remark text;
`,
  on: ['AlterTableStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'InsertStmt'],
  check: (statement, ground) => {
    if (!ground.isChange || !runsAtOnce(statement)) return [];
    if (locksOut(statement, ground) !== null) return []; // asked now: the table may be new later on
    if (statementsOf('AlterTableStmt', ground).length === 0) return [];
    const target = changedRows(statement);
    if (target === null || !isInUse(target, ground)) return [];
    const alters = statementsBefore('AlterTableStmt', statement, ground);
    const first = alters.find((one) => locksOut(one, ground) !== null);
    if (first === undefined || !isInTransaction(ground)) return [];
    const earlier = CHANGES.flatMap((kind) => statementsBefore(kind, statement, ground));
    if (earlier.some((one) => one.start > first.start && isWork(one))) return []; // told there
    const locked = locksOut(first, ground) ?? '';
    const message = `${locked} is locked until this is done, for readers too; give it its own file`;
    return [{ message, start: statement.at(target.location) }];
  },
};

const CHANGES = ['UpdateStmt', 'DeleteStmt', 'MergeStmt', 'InsertStmt', 'SelectStmt'] as const;

const isWork = (statement: Statement): boolean =>
  runsAtOnce(statement) && changedRows(statement) !== null;

/** The table whose rows a statement changes; a list of values is no work. */
function changedRows(statement: Statement): RangeVar | null {
  const [change] = [
    ...statement.all('UpdateStmt'),
    ...statement.all('DeleteStmt'),
    ...statement.all('MergeStmt'),
    ...statement.all('InsertStmt').filter(({ selectStmt }) => reads(selectStmt)),
  ];
  return change?.relation ?? null;
}

function reads(query: Node | undefined): boolean {
  if (query === undefined || !('SelectStmt' in query)) return false;
  const { fromClause, withClause, larg } = query.SelectStmt;
  return fromClause !== undefined || withClause !== undefined || larg !== undefined;
}

/** The table that a statement locks against everything; null where it locks none so. */
function locksOut(statement: Statement, ground: Ground): string | null {
  if (!runsAtOnce(statement)) return null;
  const change = tableChanges(statement, ground).find(
    ({ command }) => !LIGHT.has(command.subtype ?? '') && !isForeignKey(command.def),
  );
  return change?.name ?? null;
}

const isForeignKey = (def: object | undefined): boolean =>
  /"contype":"CONSTR_FOREIGN"/.test(JSON.stringify(def ?? null));

/** Commands with a lock that lets readers in (manual, ALTER TABLE). */
const LIGHT: ReadonlySet<string> = new Set([
  'AT_AttachPartition',
  'AT_ClusterOn',
  'AT_DisableTrig',
  'AT_DisableTrigAll',
  'AT_DisableTrigUser',
  'AT_DropCluster',
  'AT_EnableAlwaysTrig',
  'AT_EnableReplicaTrig',
  'AT_EnableTrig',
  'AT_EnableTrigAll',
  'AT_EnableTrigUser',
  'AT_ResetRelOptions',
  'AT_SetOptions',
  'AT_SetRelOptions',
  'AT_SetStatistics',
  'AT_ValidateConstraint',
]);
