import type { Node } from 'libpg-query';

import { isInUse } from '../../ground/change/in-use.ts';
import { tableChanges } from '../../ground/change/table-changes.ts';
import type { KnownRelation } from '../../ground/relation.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW525',
  name: 'attach-with-check',
  level: 'error',
  summary: 'A table with rows has a valid check of the bound before it becomes a partition.',
  why: `
To attach a table PostgreSQL locks it against everything and reads each row, unless a valid check
says what the bound says (manual, 5.12 Table Partitioning). Add the check as not valid, validate it
in the next file, attach, and drop the check later.

The text tells it only of a table that earlier files made; \`lint --live\` measures the others.
`,
  bad: `
alter table app.event
    attach partition app.event_2026 for values from ('2026-01-01') to ('2027-01-01');
`,
  good: `
create table app.event_2027 (event_id bigint not null, day date not null);
alter table app.event
    attach partition app.event_2027 for values from ('2027-01-01') to ('2028-01-01');
`,
  exampleFile: 'V0002__attach.sql',
  exampleBefore: {
    'V0001__tables.sql': `
create table app.event (event_id bigint not null, day date not null) partition by range (day);
create table app.event_2026 (event_id bigint not null, day date not null);
`,
  },
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap(({ command, start }) => {
      const { subtype, def } = command;
      if (subtype !== 'AT_AttachPartition' || def === undefined || !('PartitionCmd' in def))
        return [];
      const { name, bound } = def.PartitionCmd;
      if (name === undefined || !isInUse(name, ground)) return [];
      const part = ground.relation(name);
      if (part === undefined || part.kind !== 'table' || isChecked(part, bound ?? {})) return [];
      const remedy = 'validate a check of the bound first';
      const message = `Each row of ${relationName(name)} is read under a lock; ${remedy}`;
      return [{ message, start: start() }];
    }),
};

/** Whether a valid check names every value of the bound. */
function isChecked({ constraints }: KnownRelation, bound: object): boolean {
  const wanted = constantsOf(bound);
  return constraints.some(({ kind, isValid, condition }) => {
    if (kind !== 'check' || !isValid) return false;
    const named = new Set(constantsOf(condition));
    return wanted.every((value) => named.has(value));
  });
}

/** The constants in a tree, as texts. */
function constantsOf(tree: unknown): readonly string[] {
  const constants: string[] = [];
  JSON.stringify(tree, (key, value: unknown) => {
    if (key === 'A_Const') constants.push(constantText(value as A_Const));
    return value;
  });
  return constants;
}

type A_Const = Extract<Node, { A_Const: unknown }>['A_Const'];

const constantText = ({ sval, ival, fval }: A_Const): string =>
  sval?.sval ?? fval?.fval ?? String(ival?.ival ?? 0);
