import type { RangeVar } from 'libpg-query';

import type { NodeOf, NodeTag, Statement } from '../statement.ts';

/** The relations that a statement names, made, changed or read; no alias, no CTE of its own. */
export function relationsNamed(statement: Statement): readonly RangeVar[] {
  const found = [...statement.all('RangeVar'), ...FIELDS.flatMap((field) => field(statement))];
  if (found.length === 0) return found;
  const own = new Set(statement.all('CommonTableExpr').map(({ ctename }) => ctename));
  const aliases = new Set(statement.all('LockingClause').flatMap(lockedIn));
  return found.filter(
    (one) => !aliases.has(one) && (one.schemaname !== undefined || !own.has(one.relname ?? '')),
  );
}

/** FOR UPDATE OF names aliases. */
function lockedIn({ lockedRels = [] }: NodeOf<'LockingClause'>): readonly RangeVar[] {
  return lockedRels.flatMap((one) => ('RangeVar' in one ? [one.RangeVar] : []));
}

/** A kind of node that names a relation in a field of its own. */
function fieldOf<Tag extends NodeTag>(
  tag: Tag,
  relation: (node: NodeOf<Tag>) => RangeVar | undefined,
): (statement: Statement) => readonly RangeVar[] {
  return (statement) => statement.all(tag).flatMap((node) => relation(node) ?? []);
}

const FIELDS = [
  fieldOf('InsertStmt', ({ relation }) => relation),
  fieldOf('UpdateStmt', ({ relation }) => relation),
  fieldOf('DeleteStmt', ({ relation }) => relation),
  fieldOf('MergeStmt', ({ relation }) => relation),
  fieldOf('CopyStmt', ({ relation }) => relation),
  fieldOf('CreateStmt', ({ relation }) => relation),
  fieldOf('CreateForeignTableStmt', ({ base }) => base?.relation),
  fieldOf('AlterTableStmt', ({ relation }) => relation),
  fieldOf('IndexStmt', ({ relation }) => relation),
  fieldOf('CreateTrigStmt', ({ relation }) => relation),
  fieldOf('CreatePolicyStmt', ({ table }) => table),
  fieldOf('RuleStmt', ({ relation }) => relation),
  fieldOf('ViewStmt', ({ view }) => view),
  fieldOf('CreateTableAsStmt', ({ into }) => into?.rel),
  fieldOf('SelectStmt', ({ intoClause }) => intoClause?.rel),
  fieldOf('RefreshMatViewStmt', ({ relation }) => relation),
  fieldOf('RenameStmt', ({ relation }) => relation),
  fieldOf('AlterObjectSchemaStmt', ({ relation }) => relation),
  fieldOf('CreateSeqStmt', ({ sequence }) => sequence),
  fieldOf('AlterSeqStmt', ({ sequence }) => sequence),
  fieldOf('CompositeTypeStmt', ({ typevar }) => typevar),
  fieldOf('VacuumRelation', ({ relation }) => relation),
  fieldOf('TableLikeClause', ({ relation }) => relation),
  fieldOf('Constraint', ({ pktable }) => pktable),
];
