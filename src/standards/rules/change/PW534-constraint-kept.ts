import type { Node } from 'libpg-query';

import { CONTRACT_STEP, isContractStep } from '../../ground/change/contract-step.ts';
import { isSame } from '../../ground/change/following.ts';
import { isChange, isObjectInUse } from '../../ground/change/in-use.ts';
import { neverNull } from '../../ground/change/not-null-check.ts';
import { type TableChange, tableChanges } from '../../ground/change/table-changes.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName } from '../../ground/names.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW534',
  name: 'constraint-kept',
  level: 'error',
  summary:
    'A constraint goes by a contract step, or where the same file puts another in its place.',
  why: `
Code relies on what a constraint keeps out. Once it's gone rows come in that it would have refused,
and it can't be put back before they are found and mended. So the release that bears such rows comes
first, and a later file drops the constraint: a contract step, whose header names the proof.

    -- Contract  release 14 reads items without a party: docs/adr/0040-items-alone.md

Fine are a constraint of the same name in the same file, and a check that the file has just made
needless: by \`set not null\`, or by attaching the partition.
`,
  bad: `
alter table app.item drop constraint item_stock_check;
`,
  good: `
alter table app.item
    drop constraint item_stock_check,
    add constraint item_stock_check check (stock >= -10) not valid;
`,
  check: (statement, ground) => [
    ...tableChanges(statement, ground).flatMap((change) => {
      const { subtype, name: what = '' } = change.command;
      const isConstraint = subtype === 'AT_DropConstraint';
      if (!isConstraint && subtype !== 'AT_DropNotNull') return [];
      if (isContractStep(ground) || (isConstraint && isReplaced(change, ground))) return [];
      return [
        { message: messageOf(`${change.name}.${what}`, isConstraint), start: change.start() },
      ];
    }),
    ...droppedFromDomain(statement, ground),
  ],
};

function messageOf(name: string, isConstraint: boolean): string {
  const what = isConstraint ? `${name} guards no longer` : `${name} may be null from here on`;
  return `${what}; drop it in ${CONTRACT_STEP}`;
}

/** Whether the file puts something in the place of the constraint, before or behind the drop. */
function isReplaced({ command: { name = '' }, table }: TableChange, ground: Ground): boolean {
  const known = ground.relation(table);
  const dropped = known?.constraints.find((constraint) => constraint.name === name);
  const columns = neverNull(dropped?.condition);
  if (columns.length > 0 && columns.every((column) => known?.columns.get(column)?.isNotNull)) {
    return true;
  }
  return ground.statements.some(({ node }) => {
    if ('RenameStmt' in node) {
      const { renameType, relation, newname } = node.RenameStmt;
      return renameType === 'OBJECT_TABCONSTRAINT' && newname === name && isSame(relation, table);
    }
    if (!('AlterTableStmt' in node)) return false;
    const { relation, cmds = [] } = node.AlterTableStmt;
    return cmds.some(
      (cmd) =>
        'AlterTableCmd' in cmd &&
        (isSame(relation, table)
          ? takesPlace(cmd.AlterTableCmd, name)
          : attaches(cmd.AlterTableCmd, table)),
    );
  });
}

type Command = TableChange['command'];

function takesPlace({ subtype, def }: Command, name: string): boolean {
  if (subtype === 'AT_SetNotNull') return true;
  if (subtype !== 'AT_AddConstraint' || def === undefined || !('Constraint' in def)) return false;
  return def.Constraint.conname === name;
}

function attaches({ subtype, def }: Command, table: TableChange['table']): boolean {
  if (subtype !== 'AT_AttachPartition' || def === undefined || !('PartitionCmd' in def))
    return false;
  return isSame(def.PartitionCmd.name, table);
}

function droppedFromDomain({ node, ...statement }: Statement, ground: Ground): readonly Flaw[] {
  if (!('AlterDomainStmt' in node)) return [];
  const { subtype, typeName, name } = node.AlterDomainStmt;
  if (subtype !== DROP && subtype !== DROP_NOT_NULL) return [];
  const domain = dottedName(typeName);
  if (!isChange({ node, ...statement }, ground) || !isObjectInUse(`type ${domain}`, ground))
    return [];
  if (
    isContractStep(ground) ||
    ground.statements.some((one) => addsAgain(one.node, domain, name))
  ) {
    return [];
  }
  return [{ message: messageOf(`${domain}${name ? `.${name}` : ''}`, subtype === DROP) }];
}

function addsAgain(node: Node, domain: string, name: string | undefined): boolean {
  if (!('AlterDomainStmt' in node)) return false;
  const { typeName, def } = node.AlterDomainStmt;
  if (def === undefined || !('Constraint' in def) || dottedName(typeName) !== domain) return false;
  return def.Constraint.conname === name;
}

/** As gram.y has the kinds of ALTER DOMAIN. */
const DROP = 'X';
const DROP_NOT_NULL = 'N';
