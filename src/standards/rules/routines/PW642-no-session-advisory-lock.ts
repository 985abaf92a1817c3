import { ownCalls } from '../../ground/calls.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

const LOCKS: ReadonlySet<string> = new Set([
  'pg_advisory_lock',
  'pg_advisory_lock_shared',
  'pg_try_advisory_lock',
  'pg_try_advisory_lock_shared',
]);

export const rule: StatementRule = {
  of: 'statement',
  on: ['FuncCall'],
  id: 'PW642',
  name: 'no-session-advisory-lock',
  level: 'error',
  summary: 'An advisory lock ends with its transaction.',
  why: `
A lock of the session outlives the transaction. Behind a pool the session goes on to the next
client: an error, or an unlock on another connection, leaves it held until the connection is closed.
`,
  bad: `
select pg_advisory_lock(1);
`,
  good: `
select pg_advisory_xact_lock(1);
`,
  check: (statement, { file }) => {
    if (file.role === 'test' || file.role === 'bench') return [];
    if (commits(statement)) return [];
    return ownCalls(statement, LOCKS).map(({ name, start }) => {
      const better = name.replace('advisory_', 'advisory_xact_');
      return { message: `${name} outlives the transaction; write: ${better}`, start };
    });
  },
};

/** A procedure that commits can't hold a lock over its batches otherwise. */
function commits({ outer }: Statement): boolean {
  if (outer === null) return false;
  return outer.body?.nodes.some(({ name }) => name === 'stmt_commit') === true || commits(outer);
}
