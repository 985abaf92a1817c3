import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW408',
  name: 'jsonb-over-json',
  level: 'warning',
  summary: 'A document is stored as jsonb.',
  why: `
json has no equality: a select distinct, a union or a group by over the column fails, and no index
helps to look into it. It is parsed again at each reading.
`,
  bad: `
create table app.item (item_id bigint primary key, extra json not null);
`,
  good: `
create table app.item (item_id bigint primary key, extra jsonb not null);
`,
  on: ['ColumnDef', 'CreateDomainStmt'],
  check: (statement, ground) =>
    typedParts(statement, ground).flatMap(({ kind, name, type }) => {
      const isStored = kind === 'column' || kind === 'attribute' || kind === 'domain';
      if (!isStored || bareType(type) !== 'json' || !isOwnType(type)) return [];
      return [{ message: `${name} is json; write: jsonb`, start: statement.at(type.location) }];
    }),
};
