import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW405',
  name: 'no-money-type',
  level: 'error',
  summary: 'An amount is a bigint of minor units or a numeric, never of the type money.',
  why: `
How money is read and shown, and how many decimals it has, depends on lc_monetary of the session
and the server: the same dump holds other amounts elsewhere. It knows no unit, and no null part.
`,
  bad: `
create table app.item (item_id bigint primary key, price money not null);
`,
  good: `
create table app.item (item_id bigint primary key, price bigint not null);
`,
  on: ['ColumnDef', 'CreateDomainStmt', 'CreateFunctionStmt', 'TypeCast'],
  check: (statement, ground) => {
    const types = [
      ...typedParts(statement, ground).map(({ type }) => type),
      ...statement.all('TypeCast').map(({ typeName }) => typeName),
    ].filter((type) => bareType(type) === 'money' && isOwnType(type));
    return types.map((type) => ({
      message: 'money depends on lc_monetary; write: bigint of minor units, or numeric',
      start: statement.at(type?.location),
    }));
  },
};
