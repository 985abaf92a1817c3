import type { Node } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { recordMade } from './audit.ts';
import { dottedName, dropNames, relationName } from './names.ts';
import type { Known } from './known.ts';
import { learnAlter } from './learn-alter.ts';
import { learnIndex, learnTable } from './learn-table.ts';
import { emptyRelation } from './relation.ts';

/** Takes in what a statement makes, changes and drops. */
export function learn(known: Known, statement: Statement, file: string): void {
  const { node } = statement;
  if ('CreateStmt' in node) learnTable(known, node.CreateStmt, file);
  else if ('IndexStmt' in node) learnIndex(known, node.IndexStmt);
  else if ('AlterTableStmt' in node) learnAlter(known, node.AlterTableStmt);
  else if ('RenameStmt' in node) learnRename(known, node.RenameStmt);
  else if ('DropStmt' in node) learnDrop(known, node.DropStmt);
  else learnOther(known, node, file);
  const record = recordMade(statement);
  if (record !== null) known.make(record, file);
}

type RenameStmt = Extract<Node, { RenameStmt: unknown }>['RenameStmt'];
type DropStmt = Extract<Node, { DropStmt: unknown }>['DropStmt'];

function learnRename(known: Known, { renameType, relation, subname, newname }: RenameStmt): void {
  if (relation === undefined || newname === undefined) return;
  if (renameType === 'OBJECT_COLUMN') {
    const found = known.find(relation);
    const column = found?.columns.get(subname ?? '');
    if (found === undefined || column === undefined) return;
    const columns = new Map(found.columns);
    columns.delete(column.name);
    known.put({ ...found, columns: columns.set(newname, { ...column, name: newname }) });
  } else if (renameType === 'OBJECT_TABLE' || renameType === 'OBJECT_VIEW') {
    const schema = relation.schemaname ? `${relation.schemaname}.` : '';
    known.rename(relationName(relation), schema + newname);
  }
}

function learnDrop(known: Known, { removeType, objects }: DropStmt): void {
  for (const name of dropNames(objects)) {
    if (removeType === 'OBJECT_INDEX') dropIndex(known, name);
    else known.drop(name);
  }
}

/** An index lies in the schema of its table. */
function dropIndex(known: Known, name: string): void {
  const bare = name.split('.').at(-1);
  for (const relation of known.all()) {
    const left = relation.indexes.filter((index) => index.name !== bare);
    if (left.length < relation.indexes.length) known.put({ ...relation, indexes: left });
  }
}

function learnOther(known: Known, node: Node, file: string): void {
  if ('CreateTableAsStmt' in node) {
    const { into, objtype } = node.CreateTableAsStmt;
    if (into?.rel === undefined) return;
    const kind = objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table';
    const isTemporary = into.rel.relpersistence === 't';
    known.put(emptyRelation(relationName(into.rel), file, { kind, isTemporary }));
  } else if ('SelectStmt' in node && node.SelectStmt.intoClause?.rel !== undefined) {
    const { rel } = node.SelectStmt.intoClause;
    const isTemporary = rel.relpersistence === 't';
    known.put(emptyRelation(relationName(rel), file, { isTemporary }));
  } else if ('ViewStmt' in node && node.ViewStmt.view !== undefined) {
    const isTemporary = node.ViewStmt.view.relpersistence === 't';
    const name = relationName(node.ViewStmt.view);
    known.put(emptyRelation(name, file, { kind: 'view', isTemporary }));
  } else if ('CreateSeqStmt' in node && node.CreateSeqStmt.sequence !== undefined) {
    const name = relationName(node.CreateSeqStmt.sequence);
    known.put(emptyRelation(name, file, { kind: 'sequence' }));
  } else if ('CreateForeignTableStmt' in node && node.CreateForeignTableStmt.base !== undefined) {
    learnTable(known, node.CreateForeignTableStmt.base, file, 'foreign table');
  } else {
    const object = objectMade(node);
    if (object !== null) known.make(object, file);
  }
}

/** The name of what a statement makes that is no relation: `routine app.f`, `schema app`. */
export function objectMade(node: Node): string | null {
  if ('CreateFunctionStmt' in node) {
    return `routine ${dottedName(node.CreateFunctionStmt.funcname)}`;
  }
  if ('CreateSchemaStmt' in node) return `schema ${node.CreateSchemaStmt.schemaname ?? ''}`;
  if ('CreateDomainStmt' in node) return `type ${dottedName(node.CreateDomainStmt.domainname)}`;
  if ('CreateEnumStmt' in node) return `type ${dottedName(node.CreateEnumStmt.typeName)}`;
  if ('CreateRangeStmt' in node) return `type ${dottedName(node.CreateRangeStmt.typeName)}`;
  if ('DefineStmt' in node && node.DefineStmt.kind === 'OBJECT_TYPE') {
    return `type ${dottedName(node.DefineStmt.defnames)}`;
  }
  if ('CompositeTypeStmt' in node && node.CompositeTypeStmt.typevar !== undefined) {
    return `type ${relationName(node.CompositeTypeStmt.typevar)}`;
  }
  return 'CreateRoleStmt' in node ? `role ${node.CreateRoleStmt.role ?? ''}` : null;
}
