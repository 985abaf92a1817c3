import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW401',
  name: 'timestamptz',
  level: 'error',
  summary: 'A time has a zone: timestamptz.',
  why: `
A timestamp without time zone is what a clock on a wall shows: in which place, the row doesn't say.
Two servers, or one before and after a change of summer time, store different values for one
instant.
`,
  bad: `
create table app.item (item_id bigint primary key, made_at timestamp not null);
`,
  good: `
create table app.item (item_id bigint primary key, made_at timestamptz not null);
`,
  on: ['ColumnDef', 'CreateDomainStmt', 'CreateFunctionStmt'],
  check: (statement, ground) =>
    typedParts(statement, ground).flatMap(({ name, type }) => {
      if (bareType(type) !== 'timestamp' || !isOwnType(type)) return [];
      const message = `${name || 'This'} has no time zone; write: timestamptz`;
      return [{ message, start: statement.at(type.location) }];
    }),
};
