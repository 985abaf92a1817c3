import type { Constraint } from 'libpg-query';

import { bareType } from '../../ground/typed-parts.ts';
import { tableChanges, type TableChange } from '../../ground/table-changes.ts';
import { nameParts } from '../../ground/names.ts';
import type { Ground } from '../../ground/ground.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW409',
  name: 'bigint-key',
  level: 'warning',
  summary: 'A key that counts up is a bigint, and so is what refers to it.',
  why: `
An integer ends at 2,147,483,647. On that day every insert fails, and the way out rewrites the table
and each table that refers to it. Four bytes a row are the cheaper half.

A smallint is left alone: who writes it means a short list. So is a reference to a key that is known
to be an integer: there the key is at fault.
`,
  bad: `
create table app.item (item_id integer primary key);
`,
  good: `
create table app.item (item_id bigint primary key);
`,
  on: ['ColumnDef'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap((change) => {
      const keys = new Set(singleKeys(change));
      const references = new Set(referring(change, ground));
      return change.columns.flatMap(({ colname = '', typeName }) => {
        if (!SHORT.has(bareType(typeName))) return [];
        const start = statement.at(typeName?.location);
        if (keys.has(colname)) {
          return [{ message: `The key ${colname} ends at 2,147,483,647; write: bigint`, start }];
        }
        if (!references.has(colname)) return [];
        return [{ message: `${colname} refers to keys that are larger; write: bigint`, start }];
      });
    }),
};

const SHORT: ReadonlySet<string> = new Set(['int4', 'serial', 'serial4']);

/** The columns that refer to one column, which isn't known to be as short. */
function referring({ constraints }: TableChange, ground: Ground): readonly string[] {
  return constraints.flatMap(({ constraint, column }) => {
    if (constraint.contype !== 'CONSTR_FOREIGN') return [];
    const [own, ...more] = column === null ? nameParts(constraint.fk_attrs) : [column];
    if (own === undefined || more.length > 0) return [];
    return isKnownAsBigint(constraint, ground) ? [own] : [];
  });
}

function isKnownAsBigint({ pktable, pk_attrs }: Constraint, { relation }: Ground): boolean {
  const parent = relation(pktable);
  const keys = parent?.constraints.find(({ kind }) => kind === 'primary')?.columns ?? [];
  const [key] = pk_attrs === undefined ? keys : nameParts(pk_attrs);
  const type = parent?.columns.get(key ?? '')?.type;
  return type === undefined ? parent === undefined : /^(?:int8|bigint|bigserial)$/.test(type);
}

/** The columns that are a primary key alone, or count up. */
function singleKeys({ constraints }: TableChange): readonly string[] {
  return constraints.flatMap(({ constraint, column }) => {
    const isKey = constraint.contype === 'CONSTR_PRIMARY';
    if (!isKey && constraint.contype !== 'CONSTR_IDENTITY') return [];
    const names = column === null ? nameParts(constraint.keys) : [column];
    return names.length === 1 ? names : [];
  });
}
