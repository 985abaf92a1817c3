import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW404',
  name: 'text-over-varchar-n',
  level: 'warning',
  summary: 'The length of a text is a named check, not part of its type.',
  why: `
A limit in the type can't be named, and so the caller is told no reason; each view over the column
keeps it from being changed. text is stored alike, and its check is changed without a rewrite.
`,
  bad: `
create table app.item (item_id bigint primary key, label varchar(40) not null);
`,
  good: `
create table app.item (
    item_id bigint primary key,
    label text not null,
    constraint item_label_check check (length(label) <= 40)
);
`,
  on: ['ColumnDef'],
  check: (statement, ground) =>
    typedParts(statement, ground).flatMap(({ kind, name, type }) => {
      if (kind !== 'column' && kind !== 'attribute') return [];
      if (bareType(type) !== 'varchar' || !isOwnType(type)) return [];
      if ((type.typmods ?? []).length === 0) return [];
      const message = `The type of ${name} has a limit; write: text, and a named check`;
      return [{ message, start: statement.at(type.location) }];
    }),
};
