import { ownCalls } from '../../ground/calls.ts';
import type { StatementRule } from '../../rule.ts';

const SLEEPS: ReadonlySet<string> = new Set(['pg_sleep', 'pg_sleep_for', 'pg_sleep_until']);

export const rule: StatementRule = {
  of: 'statement',
  on: ['FuncCall'],
  id: 'PW634',
  name: 'no-sleep',
  level: 'error',
  summary: 'No statement sleeps.',
  why: `
A session that sleeps keeps its locks, its snapshot and its connection. Others wait for as long, and
vacuum can't clean behind it. Who has to wait is the caller: outside, between two transactions.
`,
  bad: `
select pg_sleep(1);
`,
  good: `
select item_id from app.item where item_id = 1 for update nowait;
`,
  check: (statement, { file }) => {
    if (file.role === 'test' || file.role === 'bench') return [];
    return ownCalls(statement, SLEEPS).map(({ name, start }) => {
      return {
        message: `${name} holds locks while it waits; let the caller wait, and retry.`,
        start,
      };
    });
  },
};
