import type { StatementRule } from '../../rule.ts';
import { routineOf } from '../../ground/routine.ts';
import { runBy } from '../../ground/run-by.ts';
import { readsState, type Deed, writesOrLocks } from '../../ground/deeds.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt'],
  id: 'PW602',
  name: 'volatility-truthful',
  level: 'error',
  summary: 'A routine that writes is volatile, one that reads is not immutable.',
  why: `
PostgreSQL believes the word. A stable routine that writes fails at run time, or its write is left
out when the planner calls it once for many rows. An immutable one that reads a table or the clock
is computed when a plan is made, and goes on to give the old answer.
`,
  bad: `
create function app.touch(p_item_id bigint) returns void
language sql stable
as $body$ update app.item set stock = 0 where item_id = p_item_id $body$;
`,
  good: `
create function app.touch(p_item_id bigint) returns void
language sql volatile
as $body$ update app.item set stock = 0 where item_id = p_item_id $body$;
`,
  check: (statement, ground) => {
    const routine = routineOf(statement);
    const word = routine?.volatility ?? null;
    if (word !== 'stable' && word !== 'immutable') return [];
    const run = runBy(statement, ground);
    const [write] = run.flatMap(writesOrLocks);
    if (write !== undefined) return [flaw(write, word, 'volatile')];
    const [read] = word === 'immutable' ? run.flatMap(readsState) : [];
    return read === undefined ? [] : [flaw(read, word, 'stable')];
  },
};

function flaw({ what, start }: Deed, word: string, better: string) {
  return {
    message: `This ${what} in a routine that is said to be ${word}; write: ${better}`,
    start,
  };
}
