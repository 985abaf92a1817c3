import type { AlterTableStmt, CreateFunctionStmt, Node } from 'libpg-query';

import type { NodeTag, Statement } from '../../statement.ts';
import type { Ground } from '../ground.ts';
import { objectMade } from '../learn.ts';
import { dottedName, dropNames, relationName, typeName } from '../names.ts';

/** What the statements of a file are and make, to be asked often: large files have thousands. */
interface FileIndex {
  readonly places: ReadonlyMap<Statement, number>;
  readonly byKind: ReadonlyMap<string, readonly Statement[]>;
  /** What is made, as words, and the last statement that does. */
  readonly made: ReadonlyMap<string, number>;
}

const indexes = new WeakMap<readonly Statement[], FileIndex>();

function indexOf({ statements }: Ground): FileIndex {
  const found = indexes.get(statements);
  if (found !== undefined) return found;
  const byKind = new Map<string, Statement[]>();
  const made = new Map<string, number>();
  statements.forEach((statement, place) => {
    const [kind = ''] = Object.keys(statement.node);
    const same = byKind.get(kind);
    if (same === undefined) byKind.set(kind, [statement]);
    else same.push(statement);
    for (const what of madeBy(statement.node)) made.set(what, place);
  });
  const places = new Map(statements.map((statement, place) => [statement, place]));
  const index = { places, byKind, made };
  indexes.set(statements, index);
  return index;
}

/** The statements of a kind in the file, in the order of the text. */
export function statementsOf(kind: NodeTag, ground: Ground): readonly Statement[] {
  return indexOf(ground).byKind.get(kind) ?? [];
}

/** The statements of a kind that stand before another. */
export function statementsBefore(
  kind: NodeTag,
  statement: Statement,
  ground: Ground,
): readonly Statement[] {
  const { places } = indexOf(ground);
  const end = places.get(statement) ?? 0;
  return statementsOf(kind, ground).filter((one) => (places.get(one) ?? 0) < end);
}

/**
 * Whether the file makes something: `view app.v`, `trigger app.item.t`, `routine app.f(int8)`,
 * `type app.kind`, `policy of app.item`,
 * `constraint app.item.c`, `not null app.item`, `partition app.p`, `name item`, `no app.item`.
 */
export function isMadeInFile(what: string, ground: Ground): boolean {
  return indexOf(ground).made.has(what);
}

/** Whether it does so behind a statement. */
export function isMadeAfter(what: string, statement: Statement, ground: Ground): boolean {
  const { places, made } = indexOf(ground);
  return (made.get(what) ?? -1) > (places.get(statement) ?? 0);
}

function madeBy(node: Node): readonly string[] {
  if ('AlterTableStmt' in node) return alteredBy(node.AlterTableStmt);
  if ('ViewStmt' in node) return named('view', node.ViewStmt.view);
  if ('CreateTableAsStmt' in node && node.CreateTableAsStmt.objtype === 'OBJECT_MATVIEW') {
    return named('view', node.CreateTableAsStmt.into?.rel);
  }
  if ('CreatePolicyStmt' in node) return named('policy of', node.CreatePolicyStmt.table);
  const object = objectMade(node);
  if (object?.startsWith('type ') === true) return [object];
  if ('CreateTrigStmt' in node) {
    const { relation, trigname } = node.CreateTrigStmt;
    return named('trigger', relation).map((table) => `${table}.${trigname}`);
  }
  if ('CreateFunctionStmt' in node) {
    const name = `routine ${dottedName(node.CreateFunctionStmt.funcname)}`;
    return [name, `${name}(${argumentsOf(node.CreateFunctionStmt)})`];
  }
  if ('RenameStmt' in node) {
    const { renameType, relation, newname } = node.RenameStmt;
    if (renameType !== 'OBJECT_TABCONSTRAINT') return [`name ${newname}`];
    return named('constraint', relation).map((table) => `${table}.${newname}`);
  }
  if ('AlterDomainStmt' in node) {
    const { typeName: domain, def } = node.AlterDomainStmt;
    if (def === undefined || !('Constraint' in def)) return [];
    return [`constraint ${dottedName(domain)}.${def.Constraint.conname}`];
  }
  return 'DropStmt' in node ? dropNames(node.DropStmt.objects).map((name) => `no ${name}`) : [];
}

type Relation = Parameters<typeof relationName>[0] | undefined;

const named = (kind: string, relation: Relation): readonly string[] =>
  relation === undefined ? [] : [`${kind} ${relationName(relation)}`];

function alteredBy({ relation, cmds = [] }: AlterTableStmt): readonly string[] {
  if (relation === undefined) return [];
  const table = relationName(relation);
  return cmds.flatMap((cmd) => {
    if (!('AlterTableCmd' in cmd)) return [];
    const { subtype, def } = cmd.AlterTableCmd;
    if (subtype === 'AT_SetNotNull') return [`not null ${table}`];
    if (def === undefined) return [];
    if ('PartitionCmd' in def && subtype === 'AT_AttachPartition') {
      return named('partition', def.PartitionCmd.name);
    }
    if (!('Constraint' in def) || subtype !== 'AT_AddConstraint') return [];
    const { conname, contype } = def.Constraint;
    return [`constraint ${table}.${conname}`, `${contype} ${table}`];
  });
}

/** What tells overloads apart: the types of what goes in. */
function argumentsOf({ parameters = [] }: CreateFunctionStmt): string {
  return parameters
    .flatMap((one) => {
      if (!('FunctionParameter' in one)) return [];
      const { mode, argType } = one.FunctionParameter;
      const isOut = mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_TABLE';
      return isOut ? [] : [typeName(argType)];
    })
    .join();
}
