import { routineOf } from '../../ground/routine.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt'],
  id: 'PW603',
  name: 'volatility-and-parallel-stated',
  level: 'warning',
  summary: 'A function says its volatility, and whether workers may run it.',
  why: `
Without the words a function is volatile and parallel unsafe: it's called once a row, keeps a whole
query from parallel workers, and can't stand in an index. A reader can't tell whether that was
meant. A volatile or stable one need say no more of workers: it may call what isn't safe there.
`,
  bad: `
create function app.stock(p_item_id bigint) returns bigint
language sql
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  good: `
create function app.stock(p_item_id bigint) returns bigint
language sql stable parallel safe
as $body$ select stock from app.item where item_id = p_item_id $body$;
`,
  check: (statement, { file }) => {
    const routine = routineOf(statement);
    if (routine === null || routine.isProcedure || routine.isTrigger) return [];
    if (routine.isTemporary || file.role === 'test' || file.role === 'undo') return [];
    if (routine.volatility === null) {
      const message = 'The function is volatile by default; write: stable, immutable or volatile';
      return [{ message }];
    }
    if (routine.parallel !== null || routine.volatility !== 'immutable') return [];
    const message = 'The function is parallel unsafe by default; write: parallel safe, or unsafe';
    return [{ message, start: statement.at(routine.locationOf('volatility')) }];
  },
};
