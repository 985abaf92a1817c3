import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW208',
  name: 'no-unlogged-table',
  level: 'error',
  summary: 'A table is logged.',
  why: `
An unlogged table is empty after a crash, and on every replica: after a failover the rows are gone,
and nothing said so.
`,
  bad: `
create unlogged table app.item (item_id bigint primary key);
`,
  good: `
create table app.item (item_id bigint primary key);
`,
  on: ['CreateStmt', 'CreateTableAsStmt'],
  check: (statement) => {
    const tables = [
      ...statement.all('CreateStmt').map(({ relation }) => relation),
      ...statement.all('CreateTableAsStmt').map(({ into }) => into?.rel),
    ];
    return tables.flatMap((table) => {
      if (table?.relpersistence !== UNLOGGED) return [];
      const message = `${table.relname} is empty after a crash; leave out: unlogged`;
      return [{ message, start: statement.at(table.location) }];
    });
  },
};

const UNLOGGED = 'u';
