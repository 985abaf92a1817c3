import { changes } from '../../ground/deeds.ts';
import { routineOf } from '../../ground/routine.ts';
import { runBy } from '../../ground/run-by.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['CreateFunctionStmt'],
  id: 'PW604',
  name: 'parallel-truthful',
  level: 'error',
  summary: 'A routine that writes, or draws from a sequence, is parallel unsafe.',
  why: `
PostgreSQL believes the word and gives the call to a parallel worker, where every change fails. It
does so when the table is large enough: in production, not in the test.
`,
  bad: `
create function app.note(p_text text) returns void
language sql volatile parallel safe
as $body$ insert into app.log (text) values (p_text) $body$;
`,
  good: `
create function app.note(p_text text) returns void
language sql volatile parallel unsafe
as $body$ insert into app.log (text) values (p_text) $body$;
`,
  check: (statement, ground) => {
    const word = routineOf(statement)?.parallel ?? 'unsafe';
    if (word === 'unsafe') return [];
    const [change] = runBy(statement, ground).flatMap(changes);
    if (change === undefined) return [];
    const { what, start } = change;
    const message = `This ${what} in a routine that is said to be parallel ${word}; write: unsafe`;
    return [{ message, start }];
  },
};
