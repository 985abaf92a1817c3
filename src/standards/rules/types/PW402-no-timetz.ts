import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW402',
  name: 'no-timetz',
  level: 'error',
  summary: 'No time of day carries a zone: neither timetz nor current_time.',
  why: `
The offset of a zone depends on the day, and a time of day has none. PostgreSQL keeps the type for
the standard only, and its manual advises against it.
`,
  bad: `
create table app.item (item_id bigint primary key, seen_at timetz not null);
`,
  good: `
create table app.item (item_id bigint primary key, seen_at timestamptz not null);
`,
  on: ['ColumnDef', 'CreateDomainStmt', 'CreateFunctionStmt', 'TypeCast', 'SQLValueFunction'],
  check: (statement, ground) => {
    const types = [
      ...typedParts(statement, ground).map(({ type }) => type),
      ...statement.all('TypeCast').map(({ typeName }) => typeName),
    ].filter((type) => bareType(type) === 'timetz' && isOwnType(type));
    const calls = statement.all('SQLValueFunction').filter(({ op = '' }) => ASKED.test(op));
    return [
      ...types.map((type) => ({
        message: 'A time of day has no zone; write: timestamptz, or time',
        start: statement.at(type?.location),
      })),
      ...calls.map(({ location }) => ({
        message: 'current_time is a timetz; write: current_timestamp, or localtime',
        start: statement.at(location),
      })),
    ];
  },
};

const ASKED = /^SVFOP_CURRENT_TIME(?:_N)?$/;
