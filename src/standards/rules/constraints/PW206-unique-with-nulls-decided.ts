import type { Constraint, IndexStmt, RangeVar } from 'libpg-query';

import type { Ground } from '../../ground/ground.ts';
import { nameParts } from '../../ground/names.ts';
import { fileChanges, isTemporary, tableChanges } from '../../ground/table-changes.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW206',
  name: 'unique-with-nulls-decided',
  level: 'warning',
  summary: 'Where a part of a unique key may be null, the key says what nulls mean.',
  why: `
Two nulls are not equal to a unique key: (1, null) can be inserted any number of times, and the key
that was to keep duplicates out doesn't. PostgreSQL 15 and later take "nulls not distinct"; "nulls
distinct" says that it's meant. A single column that may be missing is left alone.
`,
  bad: `
create table app.item (
    item_id bigint primary key,
    shelf bigint not null,
    place bigint,
    constraint item_shelf_place_key unique (shelf, place)
);
`,
  good: `
create table app.item (
    item_id bigint primary key,
    shelf bigint not null,
    place bigint,
    constraint item_shelf_place_key unique nulls not distinct (shelf, place)
);
`,
  on: ['Constraint', 'IndexStmt'],
  check: (statement, ground) => [
    ...tableChanges(statement, ground).flatMap(({ table, constraints }) =>
      constraints.flatMap(({ constraint }) =>
        flawsOf(keyOf(constraint), { table, statement, ground }),
      ),
    ),
    ...statement.all('IndexStmt').flatMap((index) => {
      const { relation: table } = index;
      if (table === undefined || isTemporary(table, ground)) return [];
      return flawsOf(keyOfIndex(index), { table, statement, ground });
    }),
  ],
};

interface Key {
  readonly columns: readonly string[];
  readonly location: number | undefined;
}

function keyOf({ contype, nulls_not_distinct, keys, location }: Constraint): Key | null {
  if (contype !== 'CONSTR_UNIQUE' || nulls_not_distinct === true) return null;
  return { columns: nameParts(keys), location };
}

function keyOfIndex(index: IndexStmt): Key | null {
  const { unique, nulls_not_distinct, whereClause, indexParams = [], relation } = index;
  if (unique !== true || nulls_not_distinct === true || whereClause !== undefined) return null;
  const columns = indexParams.map((one) => ('IndexElem' in one ? (one.IndexElem.name ?? '') : ''));
  return { columns, location: relation?.location };
}

interface Place {
  readonly table: RangeVar;
  readonly statement: Statement;
  readonly ground: Ground;
}

function flawsOf(key: Key | null, { table, statement, ground }: Place): readonly Flaw[] {
  if (key === null || key.columns.length < 2) return [];
  const loose = looseColumns(table, ground).filter((name) => key.columns.includes(name));
  if (loose.length === 0 || /\bnulls\s+distinct\b/i.test(statement.text)) return [];
  const message = `With null in ${loose.join(', ')} duplicates pass; write: nulls not distinct`;
  return [{ message, start: statement.at(key.location) }];
}

/** The columns that may be null, as far as the file or earlier ones made the table. */
function looseColumns(table: RangeVar, ground: Ground): readonly string[] {
  const changes = fileChanges(ground, table);
  const firm = new Set(
    changes.flatMap(({ steps, constraints }) => [
      ...steps.flatMap(({ subtype, name = '' }) => (subtype === 'AT_SetNotNull' ? [name] : [])),
      ...constraints.flatMap(({ constraint, column }) => {
        if (!FIRM.has(constraint.contype ?? '')) return [];
        return column === null ? nameParts(constraint.keys) : [column];
      }),
    ]),
  );
  const known = [...(ground.relation(table)?.columns.values() ?? [])];
  const loose = [
    ...known.filter(({ isNotNull }) => !isNotNull).map(({ name }) => name),
    ...changes.flatMap(({ columns }) => columns.map(({ colname = '' }) => colname)),
  ];
  return [...new Set(loose)].filter((name) => !firm.has(name));
}

const FIRM: ReadonlySet<string> = new Set(['CONSTR_NOTNULL', 'CONSTR_PRIMARY', 'CONSTR_IDENTITY']);
