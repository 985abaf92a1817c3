import { needsRecord, records } from '../../ground/audit.ts';
import { routineOf } from '../../ground/routine.ts';
import { runBy } from '../../ground/run-by.ts';
import { rowWrites } from '../../ground/writes.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt'],
  id: 'PW618',
  name: 'audit-hook-present',
  level: 'error',
  summary: 'A routine that changes rows leaves a record of it.',
  why: `
Who changed what, and when, is asked long after the rows have changed again. A change without a
record can't be explained to anybody, nor told from a fault.

A record is a call, or an insert into a table, whose name says audit, event, journal, history or
log; a trigger of such a name; or a table whose comment says @journal.
`,
  bad: `
create function app.sell(p_item_id bigint) returns void
language sql volatile
as $body$
    update app.item set stock = stock - 1 where item_id = p_item_id;
$body$;
`,
  good: `
create function app.sell(p_item_id bigint) returns void
language sql volatile
as $body$
    update app.item set stock = stock - 1 where item_id = p_item_id;
    select audit.record('item', p_item_id);
$body$;
`,
  check: (statement, ground) => {
    const routine = routineOf(statement);
    if (routine === null || routine.isTrigger || routine.isTemporary) return [];
    if (UNRECORDED.has(ground.file.role)) return [];
    const run = runBy(statement, ground);
    const own = new Set(run.flatMap(temporaryTables));
    const write = run.flatMap(rowWrites).find(({ target }) => {
      const isOwn = target?.schemaname === undefined && own.has(target?.relname ?? '');
      return target !== undefined && !isOwn && needsRecord(target, ground);
    });
    if (write === undefined || run.some((one) => records(one, ground))) return [];
    const message = `This ${write.word} leaves no record; call the audit routine beside it`;
    return [{ message, start: write.start }];
  },
};

const UNRECORDED: ReadonlySet<string> = new Set(['test', 'bench', 'undo']);

function temporaryTables({ node }: Statement): readonly string[] {
  const made =
    'CreateStmt' in node
      ? node.CreateStmt.relation
      : 'CreateTableAsStmt' in node
        ? node.CreateTableAsStmt.into?.rel
        : undefined;
  return made?.relpersistence === 't' ? [made.relname ?? ''] : [];
}
