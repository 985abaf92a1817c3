import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW414',
  name: 'no-domain-that-cuts',
  level: 'error',
  summary: 'A domain stands over a type without a limit, and says its limit as a check.',
  why: `
A cast to a domain over varchar(10) cuts what is longer, and one over numeric(12, 2) rounds, without
a word: arguments of a routine are cast so. A check refuses instead.
`,
  bad: `
create domain app.label as varchar(10);
`,
  good: `
create domain app.label as text
    constraint label_length check (length(value) <= 10);
`,
  on: ['CreateDomainStmt'],
  check: (statement, ground) =>
    typedParts(statement, ground).flatMap(({ kind, name, type }) => {
      const way = WAYS[bareType(type)];
      if (kind !== 'domain' || way === undefined || !isOwnType(type)) return [];
      if ((type.typmods ?? []).length === 0 && bareType(type) !== 'bpchar') return [];
      const message = `A cast to ${name} ${way}; take the limit out of the type, into a check`;
      return [{ message, start: statement.at(type.location) }];
    }),
};

const WAYS: Readonly<Record<string, string>> = {
  varchar: 'cuts what is longer',
  bpchar: 'cuts what is longer and fills what is shorter',
  varbit: 'cuts what is longer',
  bit: 'cuts what is longer and fills what is shorter',
  numeric: 'rounds',
};
