import type { Node } from 'libpg-query';

import type { Statement } from '../statement.ts';
import type { Ground } from './ground.ts';
import { nameParts } from './names.ts';
import { tableChanges } from './table-changes.ts';
import { typedParts } from './typed-parts.ts';

/** A name that a statement brings into the catalog. */
export interface NameMade {
  readonly name: string;
  readonly location: number | undefined;
}

/** The names that a statement makes; none of a temporary table, none in a test. */
export function namesMade(statement: Statement, ground: Ground): readonly NameMade[] {
  const { role } = ground.file;
  const { node, kind } = statement;
  if (role === 'test' || role === 'bench' || kind === 'expression') return [];
  if ('SelectStmt' in node || 'InsertStmt' in node || 'UpdateStmt' in node) return [];
  return [
    ...tableChanges(statement, ground).flatMap(({ table, made, columns, constraints }) => [
      ...(made === null ? [] : named(table.relname, table.location)),
      ...columns.flatMap(({ colname, location }) => named(colname, location)),
      ...constraints.flatMap(({ constraint }) => named(constraint.conname, constraint.location)),
    ]),
    ...typedParts(statement, ground).flatMap(({ kind: part, name, type }) =>
      part === 'attribute' || part === 'parameter' ? named(name, type.location) : [],
    ),
    ...madeBy(node),
  ];
}

function named(name: string | undefined, location?: number): readonly NameMade[] {
  return name === undefined || name === '' ? [] : [{ name, location }];
}

const last = (names: readonly Node[] | undefined) => named(nameParts(names).at(-1));

/** What is no table, and has no place of its own in the tree. */
function madeBy(node: Node): readonly NameMade[] {
  if ('CreateFunctionStmt' in node) return last(node.CreateFunctionStmt.funcname);
  if ('CreateDomainStmt' in node) return last(node.CreateDomainStmt.domainname);
  if ('CreateEnumStmt' in node) return last(node.CreateEnumStmt.typeName);
  if ('CreateSchemaStmt' in node) return named(node.CreateSchemaStmt.schemaname);
  if ('IndexStmt' in node) {
    return named(node.IndexStmt.idxname, node.IndexStmt.relation?.location);
  }
  if ('CreateTrigStmt' in node) return named(node.CreateTrigStmt.trigname);
  if ('CreatePolicyStmt' in node) return named(node.CreatePolicyStmt.policy_name);
  if ('CreateRoleStmt' in node) return named(node.CreateRoleStmt.role);
  if ('RenameStmt' in node) return named(node.RenameStmt.newname);
  if ('DefineStmt' in node && node.DefineStmt.kind !== 'OBJECT_OPERATOR') {
    return last(node.DefineStmt.defnames);
  }
  const relation = relationMade(node);
  return relation === undefined ? [] : named(relation.relname, relation.location);
}

function relationMade(node: Node) {
  if ('ViewStmt' in node) return node.ViewStmt.view;
  if ('CreateSeqStmt' in node) return node.CreateSeqStmt.sequence;
  if ('CompositeTypeStmt' in node) return node.CompositeTypeStmt.typevar;
  if (!('CreateTableAsStmt' in node)) return undefined;
  const { rel } = node.CreateTableAsStmt.into ?? {};
  return rel?.relpersistence === 't' ? undefined : rel;
}
