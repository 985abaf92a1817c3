import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW412',
  name: 'no-reg-type-column',
  level: 'error',
  summary: 'No column holds a number of the catalog: regproc, regclass and the like.',
  why: `
Such a value is an oid, which another cluster gives to another object. pg_upgrade refuses a database
with most of these types in a column, on the evening of the upgrade.
`,
  bad: `
create table app.item (item_id bigint primary key, source regclass not null);
`,
  good: `
create table app.item (item_id bigint primary key, source text not null);
`,
  on: ['ColumnDef'],
  check: (statement, ground) =>
    typedParts(statement, ground).flatMap(({ kind, name, type }) => {
      const isStored = kind === 'column' || kind === 'attribute';
      if (!isStored || !REG.test(bareType(type)) || !isOwnType(type)) return [];
      const message = `${name} holds an oid; write: text, and cast where it's used`;
      return [{ message, start: statement.at(type.location) }];
    }),
};

/** Manual, 8.19 Object Identifier Types. */
const REG =
  /^reg(?:class|collation|config|dictionary|namespace|oper|operator|proc|procedure|role|type)$/;
