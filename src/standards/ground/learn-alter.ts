import type { AlterTableCmd, AlterTableStmt } from 'libpg-query';

import { typeName } from './names.ts';
import type { Known } from './known.ts';
import { withColumn, withConstraint, withNotNull } from './learn-table.ts';
import type { KnownRelation } from './relation.ts';

/** Takes in what an ALTER TABLE does. A table of which nothing was known stays unknown. */
export function learnAlter(known: Known, { relation, cmds = [] }: AlterTableStmt): void {
  const table = known.find(relation);
  if (table === undefined) return;
  const changed = cmds.reduce(
    (one, cmd) => ('AlterTableCmd' in cmd ? altered(one, cmd.AlterTableCmd) : one),
    table,
  );
  known.put(changed);
}

function altered(table: KnownRelation, { subtype, name = '', def }: AlterTableCmd): KnownRelation {
  if (subtype === 'AT_AddColumn' && def !== undefined && 'ColumnDef' in def) {
    return withColumn(table, def.ColumnDef);
  }
  if (subtype === 'AT_AddConstraint' && def !== undefined && 'Constraint' in def) {
    return withConstraint(table, def.Constraint);
  }
  if (subtype === 'AT_EnableRowSecurity') return { ...table, hasRowSecurity: true };
  if (subtype === 'AT_DisableRowSecurity') return { ...table, hasRowSecurity: false };
  if (subtype === 'AT_DropColumn') return withoutColumn(table, name);
  if (subtype === 'AT_DropConstraint') {
    return { ...table, constraints: table.constraints.filter((one) => one.name !== name) };
  }
  if (subtype === 'AT_ValidateConstraint') return withValid(table, name);
  if (subtype === 'AT_SetNotNull' || subtype === 'AT_DropNotNull') {
    return { ...table, columns: withNotNull(table.columns, [name], subtype === 'AT_SetNotNull') };
  }
  if (subtype === 'AT_AlterColumnType' && def !== undefined && 'ColumnDef' in def) {
    return withType(table, name, typeName(def.ColumnDef.typeName));
  }
  return table;
}

function withoutColumn(table: KnownRelation, name: string): KnownRelation {
  const columns = new Map(table.columns);
  columns.delete(name);
  return {
    ...table,
    columns,
    constraints: table.constraints.filter((one) => !one.columns.includes(name)),
    indexes: table.indexes.filter((one) => !one.columns.includes(name)),
  };
}

function withValid(table: KnownRelation, name: string): KnownRelation {
  const constraints = table.constraints.map((one) =>
    one.name === name ? { ...one, isValid: true } : one,
  );
  return { ...table, constraints };
}

function withType(table: KnownRelation, name: string, type: string): KnownRelation {
  const column = table.columns.get(name) ?? { name, type, isNotNull: false };
  return { ...table, columns: new Map(table.columns).set(name, { ...column, type }) };
}
