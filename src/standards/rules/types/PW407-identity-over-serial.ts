import { bareType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW407',
  name: 'identity-over-serial',
  level: 'warning',
  summary: 'A column that counts up is an identity, not a serial.',
  why: `
The sequence of a serial has rights and an owner of its own: who may insert must be granted it
apart. A caller may put in any number, and the next insert fails on it. LIKE shares the sequence.
`,
  bad: `
create table app.item (item_id bigserial primary key);
`,
  good: `
create table app.item (item_id bigint generated always as identity primary key);
`,
  on: ['ColumnDef'],
  check: (statement, ground) =>
    typedParts(statement, ground).flatMap(({ kind, name, type }) => {
      if (kind !== 'column' || !/^(?:big|small)?serial[248]?$/.test(bareType(type))) return [];
      const message = `${name} is a serial; write: bigint generated always as identity`;
      return [{ message, start: statement.at(type.location) }];
    }),
};
