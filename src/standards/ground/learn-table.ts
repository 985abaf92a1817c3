import type { ColumnDef, Constraint, CreateStmt, IndexStmt, Node } from 'libpg-query';

import { nameParts, relationName, typeName } from './names.ts';
import type { Known } from './known.ts';
import {
  emptyRelation,
  type KnownColumn,
  type KnownConstraint,
  type KnownIndex,
  type KnownRelation,
} from './relation.ts';

/** Takes in a new table. */
export function learnTable(
  known: Known,
  { relation, tableElts = [], partspec, inhRelations = [], if_not_exists }: CreateStmt,
  file: string,
  kind: 'table' | 'foreign table' = 'table',
): void {
  if (relation === undefined) return;
  if (if_not_exists === true && known.find(relation) !== undefined) return;
  const made = emptyRelation(relationName(relation), file, {
    kind,
    isTemporary: relation.relpersistence === 't',
    isPartitioned: partspec !== undefined,
    columns: inheritedColumns(known, inhRelations),
  });
  known.put(tableElts.reduce(withElement, made));
}

/**
 * A partition has its parent's columns, and so has a child of INHERITS and a table LIKE another.
 */
function inheritedColumns(known: Known, parents: readonly Node[]) {
  return new Map(
    parents.flatMap((parent) =>
      'RangeVar' in parent ? [...(known.find(parent.RangeVar)?.columns ?? [])] : [],
    ),
  );
}

function withElement(relation: KnownRelation, element: Node): KnownRelation {
  if ('ColumnDef' in element) return withColumn(relation, element.ColumnDef);
  return 'Constraint' in element ? withConstraint(relation, element.Constraint) : relation;
}

/** A table with one column more, and the constraints that are written beside it. */
export function withColumn(relation: KnownRelation, definition: ColumnDef): KnownRelation {
  const own = (definition.constraints ?? []).flatMap((one) =>
    'Constraint' in one ? [one.Constraint] : [],
  );
  const column = knownColumn(definition, own);
  const columns = new Map(relation.columns).set(column.name, column);
  const start: KnownRelation = { ...relation, columns };
  return own.reduce((table, one) => withConstraint(table, one, [column.name]), start);
}

function knownColumn({ colname = '', typeName: type }: ColumnDef, own: readonly Constraint[]) {
  const isNotNull = own.some(({ contype }) => NOT_NULL.has(contype ?? ''));
  return { name: colname, type: typeName(type), isNotNull } satisfies KnownColumn;
}

const NOT_NULL: ReadonlySet<string> = new Set([
  'CONSTR_NOTNULL',
  'CONSTR_PRIMARY',
  'CONSTR_IDENTITY',
]);

const KINDS: Readonly<Record<string, KnownConstraint['kind']>> = {
  CONSTR_PRIMARY: 'primary',
  CONSTR_UNIQUE: 'unique',
  CONSTR_FOREIGN: 'foreign',
  CONSTR_CHECK: 'check',
  CONSTR_EXCLUSION: 'exclusion',
};

/** A table with one constraint more; what is no constraint of a table's own changes nothing. */
export function withConstraint(
  relation: KnownRelation,
  constraint: Constraint,
  column: readonly string[] = [],
): KnownRelation {
  const kind = KINDS[constraint.contype ?? ''];
  if (kind === undefined) return relation;
  const named = nameParts(kind === 'foreign' ? constraint.fk_attrs : constraint.keys);
  const columns = named.length > 0 ? named : column;
  const made: KnownConstraint = {
    name: constraint.conname ?? null,
    kind,
    columns: kind === 'check' ? [] : columns,
    isValid: constraint.skip_validation !== true,
    parent: constraint.pktable === undefined ? null : relationName(constraint.pktable),
    condition: constraint.raw_expr ?? null,
  };
  const constraints = [...relation.constraints, made];
  if (kind !== 'primary') return { ...relation, constraints };
  return { ...relation, constraints, columns: withNotNull(relation.columns, columns) };
}

/** Columns of which some are known to be never null. */
export function withNotNull(
  columns: ReadonlyMap<string, KnownColumn>,
  names: readonly string[],
  isNotNull = true,
): ReadonlyMap<string, KnownColumn> {
  const changed = new Map(columns);
  for (const name of names) {
    const column = changed.get(name);
    if (column !== undefined) changed.set(name, { ...column, isNotNull });
  }
  return changed;
}

/** Takes in a new index. Of a table that nobody knows, no more than the index is known. */
export function learnIndex(known: Known, statement: IndexStmt): void {
  const { relation } = statement;
  if (relation === undefined) return;
  const table = known.find(relation);
  if (table === undefined) return;
  known.put({ ...table, indexes: [...table.indexes, knownIndex(statement)] });
}

/** What a statement says of its index. */
export function knownIndex(statement: IndexStmt): KnownIndex {
  const columns = (nodes: readonly Node[] | undefined) =>
    (nodes ?? []).flatMap((node) => ('IndexElem' in node ? [node.IndexElem.name ?? null] : []));
  return {
    name: statement.idxname ?? null,
    columns: columns(statement.indexParams),
    method: statement.accessMethod ?? 'btree',
    isUnique: statement.unique === true,
    isPartial: statement.whereClause !== undefined,
    condition: statement.whereClause ?? null,
    isPlain:
      statement.nulls_not_distinct !== true && (statement.indexParams ?? []).every(isPlainElement),
    included: columns(statement.indexIncludingParams).flatMap((name) => name ?? []),
  };
}

function isPlainElement(node: Node): boolean {
  if (!('IndexElem' in node)) return true;
  const { collation, opclass, ordering, nulls_ordering } = node.IndexElem;
  const isOrdered = ordering !== 'SORTBY_DEFAULT' && ordering !== 'SORTBY_ASC';
  const hasNulls = nulls_ordering !== undefined && nulls_ordering !== 'SORTBY_NULLS_DEFAULT';
  return collation === undefined && opclass === undefined && !isOrdered && !hasNulls;
}
