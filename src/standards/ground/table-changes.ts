import type { AlterTableCmd, ColumnDef, Constraint, CreateStmt, Node, RangeVar } from 'libpg-query';

import type { Statement } from '../statement.ts';
import type { Ground } from './ground.ts';
import { relationName } from './names.ts';

/** A constraint, and the column beside which it's written. */
export interface TableConstraint {
  readonly constraint: Constraint;
  /** Null where it stands for itself. */
  readonly column: string | null;
}

/** What a statement makes of a table that stays: CREATE TABLE, or one ALTER TABLE. */
export interface TableChange {
  readonly statement: Statement;
  readonly table: RangeVar;
  /** Null for an ALTER TABLE. */
  readonly made: CreateStmt | null;
  /** New columns. */
  readonly columns: readonly ColumnDef[];
  readonly constraints: readonly TableConstraint[];
  /** The steps of an ALTER TABLE. */
  readonly steps: readonly AlterTableCmd[];
}

/** A schema may be made with its tables. */
const MAKERS = ['CreateStmt', 'AlterTableStmt', 'CreateForeignTableStmt', 'CreateSchemaStmt'];

const NONE: readonly TableChange[] = [];
const seen = new WeakMap<Statement, readonly TableChange[]>();
const seenFiles = new WeakMap<readonly Statement[], ReadonlyMap<string, readonly TableChange[]>>();

/**
 * The tables that a statement makes or alters; none that is temporary, and none in a test, where
 * nothing stays.
 */
export function tableChanges(statement: Statement, ground: Ground): readonly TableChange[] {
  const { role } = ground.file;
  if (role === 'test' || role === 'bench' || statement.kind === 'expression') return NONE;
  const changes = changesIn(statement);
  if (changes.length === 0) return NONE;
  return changes.filter(({ table }) => !isTemporary(table, ground));
}

/** All that the file makes of a table, before and behind the statement that asks. */
export function fileChanges(ground: Ground, table: RangeVar): readonly TableChange[] {
  const byTable = seenFiles.get(ground.statements) ?? byName(ground.statements);
  seenFiles.set(ground.statements, byTable);
  return byTable.get(relationName(table)) ?? NONE;
}

function byName(statements: readonly Statement[]): ReadonlyMap<string, readonly TableChange[]> {
  const found = new Map<string, TableChange[]>();
  for (const change of statements.flatMap(changesIn)) {
    const name = relationName(change.table);
    const others = found.get(name);
    if (others === undefined) found.set(name, [change]);
    else others.push(change);
  }
  return found;
}

/** Whether a table ends with its session. */
export function isTemporary(table: RangeVar | undefined, ground: Ground): boolean {
  if (table === undefined) return false;
  if (table.relpersistence === 't' || table.schemaname === 'pg_temp') return true;
  return ground.relation(table)?.isTemporary === true;
}

function changesIn(statement: Statement): readonly TableChange[] {
  const { node } = statement;
  if (!MAKERS.some((tag) => tag in node)) return NONE;
  const found = seen.get(statement);
  if (found !== undefined) return found;
  const made = [
    ...statement.all('CreateStmt'),
    ...statement.all('CreateForeignTableStmt').flatMap(({ base }) => base ?? []),
  ];
  const changes = [
    ...made.flatMap((one) => madeChange(statement, one)),
    ...statement.all('AlterTableStmt').flatMap(({ relation, objtype, cmds }) => {
      const isTable = objtype === 'OBJECT_TABLE' || objtype === 'OBJECT_FOREIGN_TABLE';
      return relation === undefined || !isTable ? [] : [altered(statement, relation, cmds)];
    }),
  ];
  seen.set(statement, changes);
  return changes;
}

function madeChange(statement: Statement, made: CreateStmt): readonly TableChange[] {
  const { relation: table, tableElts = [] } = made;
  if (table === undefined) return [];
  const columns = tableElts.flatMap((one) => ('ColumnDef' in one ? [one.ColumnDef] : []));
  const constraints = [...columns.flatMap(ownConstraints), ...tableElts.flatMap(standing)];
  return [{ statement, table, made, columns, constraints, steps: [] }];
}

function altered(
  statement: Statement,
  table: RangeVar,
  cmds: readonly Node[] | undefined,
): TableChange {
  const steps = (cmds ?? []).flatMap((one) => ('AlterTableCmd' in one ? [one.AlterTableCmd] : []));
  const columns = steps.flatMap(({ subtype, def }) =>
    subtype === 'AT_AddColumn' && def !== undefined && 'ColumnDef' in def ? [def.ColumnDef] : [],
  );
  const added = steps.flatMap(({ subtype, def }) =>
    subtype === 'AT_AddConstraint' && def !== undefined ? standing(def) : [],
  );
  const constraints = [...columns.flatMap(ownConstraints), ...added];
  return { statement, table, made: null, columns, constraints, steps };
}

function ownConstraints({ colname = '', constraints = [] }: ColumnDef): readonly TableConstraint[] {
  return constraints.flatMap((one) =>
    'Constraint' in one ? [{ constraint: one.Constraint, column: colname }] : [],
  );
}

function standing(node: Node): readonly TableConstraint[] {
  return 'Constraint' in node ? [{ constraint: node.Constraint, column: null }] : [];
}

/** Whether a new table has the keys and indexes of another one, which may not be known. */
export function inheritsKeys({ partbound, ofTypename, tableElts = [] }: CreateStmt): boolean {
  if (partbound !== undefined || ofTypename !== undefined) return true;
  return tableElts.some(
    (one) => 'TableLikeClause' in one && ((one.TableLikeClause.options ?? 0) & INDEXES) > 0,
  );
}

/** INCLUDING INDEXES, as parsenodes.h numbers it; ALL has its bit too. */
const INDEXES = 1 << 6;
