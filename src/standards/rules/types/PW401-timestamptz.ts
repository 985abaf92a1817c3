import { type DeclaredVariable, declaredVariables } from '../../ground/declared-variables.ts';
import type { Ground } from '../../ground/ground.ts';
import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW401',
  name: 'timestamptz',
  level: 'error',
  summary: 'A time has a zone: timestamptz.',
  why: `
A timestamp without time zone is what a clock on a wall shows: in which place, the row doesn't say.
Two servers, or one before and after a change of summer time, store different values for one
instant. A variable may hold a clock's time on purpose, to count months in: it's judged in a body
that asks what time it is, and nowhere says in which zone.
`,
  bad: `
create table app.item (item_id bigint primary key, made_at timestamp not null);
`,
  good: `
create table app.item (item_id bigint primary key, made_at timestamptz not null);
`,
  on: ['ColumnDef', 'CreateDomainStmt', 'CreateFunctionStmt', 'DoStmt', 'SQLValueFunction'],
  check: (statement, ground) => [
    ...typedParts(statement, ground).flatMap(({ name, type }) => {
      if (bareType(type) !== 'timestamp' || !isOwnType(type)) return [];
      const message = `${name || 'This'} has no time zone; write: timestamptz`;
      return [{ message, start: statement.at(type.location) }];
    }),
    ...clockVariables(statement, ground).map(({ name, start }) => {
      return { message: `${name} has no time zone; write: timestamptz`, start };
    }),
    ...statement.all('SQLValueFunction').flatMap(({ op, location }) => {
      if (!/LOCALTIMESTAMP/.test(op ?? '') || ground.file.role === 'test') return [];
      const message = 'localtimestamp has no time zone; write: current_timestamp';
      return [{ message, start: statement.at(location) }];
    }),
  ],
};

/** The variables without a zone of a body that holds an instant in them. */
function clockVariables(statement: Statement, { file }: Ground): readonly DeclaredVariable[] {
  const { text = '' } = statement.body ?? {};
  if (file.role === 'test' || !NOW.test(text) || ZONE.test(text)) return [];
  return declaredVariables(statement).filter(({ type }) =>
    /^timestamp(?!tz|.* with time zone)/.test(type),
  );
}

const NOW = /\b(?:now|\w+_timestamp)\s*\(|\b(?:current_|local)timestamp\b/i;

const ZONE = /\bat\s+time\s+zone\b/i;
