import { ownCalls } from '../../ground/calls.ts';
import { routineOf } from '../../ground/routine.ts';
import { runBy } from '../../ground/run-by.ts';
import { rowWrites } from '../../ground/writes.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt'],
  id: 'PW651',
  name: 'no-notify-while-writing',
  level: 'error',
  summary: 'A routine that writes does not notify.',
  why: `
A transaction that has notified takes a lock of the whole cluster when it commits, and keeps it
until its commit is flushed: all that notify commit one after the other. Readers poll, or a row of a
journal tells them.
`,
  bad: `
create function app.sell(p_item_id bigint) returns void
language plpgsql volatile
as $body$
begin
    update app.item set stock = stock - 1 where item_id = p_item_id;
    notify item_sold;
end;
$body$;
`,
  good: `
create function app.sell(p_item_id bigint) returns void
language plpgsql volatile
as $body$
begin
    update app.item set stock = stock - 1 where item_id = p_item_id;
    insert into app.log (item_id, text) values (p_item_id, 'sold');
end;
$body$;
`,
  check: (statement, ground) => {
    const routine = routineOf(statement);
    if (routine === null || ground.file.role === 'test') return [];
    if (routine.returns === 'event_trigger') return []; // changes of the schema are seldom
    const run = runBy(statement, ground);
    const starts = run.flatMap(notifies);
    if (starts.length === 0) return [];
    if (!routine.isTrigger && !run.some((one) => rowWrites(one).length > 0)) return [];
    const message =
      'All commits that notify wait for each other; let readers poll a table instead.';
    return starts.map((start) => ({ message, start }));
  },
};

const NOTIFIES: ReadonlySet<string> = new Set(['pg_notify']);

function notifies(statement: Statement): readonly number[] {
  if ('NotifyStmt' in statement.node) return [statement.start];
  return ownCalls(statement, NOTIFIES).map(({ start }) => start);
}
