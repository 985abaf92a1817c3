import type { AlterTableCmd, ColumnDef, Constraint, Node, RangeVar } from 'libpg-query';

import type { Statement } from '../../statement.ts';
import type { Ground } from '../ground.ts';
import { relationName } from '../names.ts';
import { statementsBefore } from './file-index.ts';
import { isChange, isInUse } from './in-use.ts';
import { placesOfCommands } from './words.ts';

/** A command of ALTER TABLE on a table that may be in use. */
export interface TableChange {
  readonly command: AlterTableCmd;
  readonly table: RangeVar;
  /** The table as a reader writes it. */
  readonly name: string;
  /** The byte of the file where the command begins. */
  readonly start: () => number;
}

/** The commands of an ALTER TABLE; none where nobody can use the table yet. */
export function tableChanges(statement: Statement, ground: Ground): readonly TableChange[] {
  if (!('AlterTableStmt' in statement.node)) return NONE;
  const found = changes.get(statement) ?? readChanges(statement, statement.node, ground);
  changes.set(statement, found);
  return found;
}

/** As they were when the statement was judged; many rules ask for them, and for earlier ones. */
const changes = new WeakMap<Statement, readonly TableChange[]>();

const NONE: readonly TableChange[] = [];

type AlterTable = Extract<Node, { AlterTableStmt: unknown }>;

function readChanges(
  statement: Statement,
  { AlterTableStmt: { relation: table, cmds = [], objtype } }: AlterTable,
  ground: Ground,
): readonly TableChange[] {
  if (table === undefined || objtype !== 'OBJECT_TABLE') return NONE;
  if (!isChange(statement, ground) || !isInUse(table, ground)) return NONE;
  return cmds.flatMap((cmd, index) => {
    if (!('AlterTableCmd' in cmd)) return [];
    const start = () => placesOfCommands(cmds.length, statement, ground)[index] ?? statement.start;
    return [{ command: cmd.AlterTableCmd, table, name: relationName(table), start }];
  });
}

/** A column that comes to a table which may be in use. */
export interface AddedColumn extends TableChange {
  readonly column: ColumnDef;
  readonly constraints: readonly Constraint[];
}

/** The columns that an ALTER TABLE adds. */
export function addedColumns(statement: Statement, ground: Ground): readonly AddedColumn[] {
  const found = columns.get(statement) ?? readColumns(tableChanges(statement, ground));
  if (found.length > 0) columns.set(statement, found);
  return found;
}

const columns = new WeakMap<Statement, readonly AddedColumn[]>();

function readColumns(commands: readonly TableChange[]): readonly AddedColumn[] {
  return commands.flatMap((change) => {
    const { subtype, def } = change.command;
    if (subtype !== 'AT_AddColumn' || def === undefined || !('ColumnDef' in def)) return [];
    const constraints = (def.ColumnDef.constraints ?? []).flatMap((one) =>
      'Constraint' in one ? [one.Constraint] : [],
    );
    return [{ ...change, column: def.ColumnDef, constraints }];
  });
}

/** A constraint that comes to a table which may be in use. */
export interface AddedConstraint extends TableChange {
  readonly constraint: Constraint;
  /** Where it stands beside a new column: which one. */
  readonly column: string | null;
  /** The byte of the file where the constraint itself begins. */
  readonly place: number;
}

/** The constraints that an ALTER TABLE adds, by themselves or beside a new column. */
export function addedConstraints(statement: Statement, ground: Ground): readonly AddedConstraint[] {
  const alone = tableChanges(statement, ground).flatMap((change) => {
    const { subtype, def } = change.command;
    if (subtype !== 'AT_AddConstraint' || def === undefined || !('Constraint' in def)) return [];
    const constraint = def.Constraint;
    return [{ ...change, constraint, column: null, place: statement.at(constraint.location) }];
  });
  const beside = addedColumns(statement, ground).flatMap(({ constraints, column, ...change }) =>
    constraints.map((constraint) => ({
      ...change,
      constraint,
      column: column.colname ?? '',
      place: statement.at(constraint.location),
    })),
  );
  return [...alone, ...beside];
}

/** The constraint of a name that an earlier statement of the file added without reading rows. */
export function addedNotValid(
  { command, name }: TableChange,
  statement: Statement,
  ground: Ground,
): Constraint | undefined {
  return statementsBefore('AlterTableStmt', statement, ground)
    .flatMap((one) => addedConstraints(one, ground))
    .find(
      ({ constraint, name: other }) =>
        constraint.conname === command.name &&
        constraint.skip_validation === true &&
        other === name,
    )?.constraint;
}
