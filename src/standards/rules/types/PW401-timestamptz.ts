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
  check: (statement) =>
    statement.all('ColumnDef').flatMap(({ typeName, colname, location }) => {
      const [last] = (typeName?.names ?? []).slice(-1);
      if (last === undefined || !('String' in last) || last.String.sval !== 'timestamp') return [];
      const message = `${colname} has no time zone; write: timestamptz`;
      return [{ message, start: statement.at(typeName?.location ?? location) }];
    }),
};
