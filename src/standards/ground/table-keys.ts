import type { IndexStmt, RangeVar } from 'libpg-query';

import type { Ground } from './ground.ts';
import { dropNames, nameParts, relationName } from './names.ts';
import { knownIndex } from './learn-table.ts';
import type { KnownIndex, KnownRelation } from './relation.ts';
import { fileChanges } from './table-changes.ts';

/** An index of a table: made as such, or by a key. */
export interface TableKey extends KnownIndex {
  /** Null where it is an index and no key. */
  readonly kind: 'primary' | 'unique' | null;
}

/** The indexes that a table has by now, those of its keys too. */
export function keysOf({ indexes, constraints }: KnownRelation): readonly TableKey[] {
  return [
    ...constraints.flatMap(({ name, kind, columns }) =>
      kind === 'primary' || kind === 'unique' ? keyOf(kind, name, columns) : [],
    ),
    ...indexes.map((index) => ({ ...index, kind: null })),
  ];
}

function keyOf(
  kind: 'primary' | 'unique',
  name: string | null,
  columns: readonly string[],
): readonly TableKey[] {
  if (columns.length === 0) return []; // made of an index that is known by itself
  return [
    {
      kind,
      name,
      columns,
      method: 'btree',
      isUnique: true,
      isPartial: false,
      condition: null,
      isPlain: true,
      included: [],
    },
  ];
}

/** The indexes that the file makes on a table, before and behind the statement that asks. */
export function fileKeys(ground: Ground, table: RangeVar): readonly TableKey[] {
  const name = relationName(table);
  const made = indexesIn(ground).get(name) ?? [];
  const keys = fileChanges(ground, table).flatMap(({ constraints }) =>
    constraints.flatMap(({ constraint, column }) => {
      const { contype, conname = null } = constraint;
      const columns = column === null ? nameParts(constraint.keys) : [column];
      if (contype === 'CONSTR_PRIMARY') return keyOf('primary', conname, columns);
      return contype === 'CONSTR_UNIQUE' ? keyOf('unique', conname, columns) : [];
    }),
  );
  return [...keys, ...made.map((index) => ({ ...knownIndex(index), kind: null }))];
}

const seen = new WeakMap<Ground['statements'], ReadonlyMap<string, readonly IndexStmt[]>>();

function indexesIn({ statements }: Ground): ReadonlyMap<string, readonly IndexStmt[]> {
  const found = seen.get(statements);
  if (found !== undefined) return found;
  const byTable = new Map<string, IndexStmt[]>();
  for (const { node } of statements) {
    if (!('IndexStmt' in node) || node.IndexStmt.relation === undefined) continue;
    const name = relationName(node.IndexStmt.relation);
    byTable.set(name, [...(byTable.get(name) ?? []), node.IndexStmt]);
  }
  seen.set(statements, byTable);
  return byTable;
}

/** Whether the file drops an index or a key of that name, anywhere. */
export function isDropped({ statements }: Ground, name: string | null): boolean {
  if (name === null) return false;
  return statements.some(({ node }) => {
    if ('AlterTableStmt' in node) {
      return (node.AlterTableStmt.cmds ?? []).some(
        (one) =>
          'AlterTableCmd' in one &&
          one.AlterTableCmd.subtype === 'AT_DropConstraint' &&
          one.AlterTableCmd.name === name,
      );
    }
    if (!('DropStmt' in node) || node.DropStmt.removeType !== 'OBJECT_INDEX') return false;
    return dropNames(node.DropStmt.objects).some((one) => one.split('.').at(-1) === name);
  });
}
