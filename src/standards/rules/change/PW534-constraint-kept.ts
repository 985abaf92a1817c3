import { CONTRACT_STEP, isContractStep } from '../../ground/change/contract-step.ts';
import { isMadeInFile } from '../../ground/change/file-index.ts';
import { isChange, isObjectInUse } from '../../ground/change/in-use.ts';
import { neverNull } from '../../ground/change/not-null-check.ts';
import { type TableChange, tableChanges } from '../../ground/change/table-changes.ts';
import type { Ground } from '../../ground/ground.ts';
import { dottedName, dropNames } from '../../ground/names.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW534',
  name: 'constraint-kept',
  level: 'error',
  summary:
    'A constraint or policy goes by a contract step, or where the file puts one in its place.',
  why: `
Code relies on what a constraint keeps out. Once it's gone rows come in that it would have refused,
and it can't be put back before they are found and mended. So the release that bears such rows comes
first, and a later file drops the constraint: a contract step, whose header names the proof.

    -- Contract  release 14 reads items without a party: docs/adr/0040-items-alone.md

Fine are a constraint of the same name in the same file, checks for which it adds one that says it
all, and a check that the file has just made needless: by \`set not null\`, or by attaching the
partition.
`,
  bad: `
alter table app.item drop constraint item_stock_check;
`,
  good: `
alter table app.item
    drop constraint item_stock_check,
    add constraint item_stock_check check (stock >= -10) not valid;
`,
  on: ['AlterTableStmt', 'AlterDomainStmt', 'DropStmt'],
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
    ...droppedPolicies(statement, ground),
  ],
};

function messageOf(name: string, isConstraint: boolean): string {
  const what = isConstraint ? `${name} guards no longer` : `${name} may be null from here on`;
  return `${what}; drop it in ${CONTRACT_STEP}`;
}

/** Whether the file puts something in the place of the constraint, before or behind the drop. */
function isReplaced(change: TableChange, ground: Ground): boolean {
  const { command, table, name: of } = change;
  const { name = '' } = command;
  const known = ground.relation(table);
  const dropped = known?.constraints.find((constraint) => constraint.name === name);
  const columns = neverNull(dropped?.condition);
  if (columns.length > 0 && columns.every((column) => known?.columns.get(column)?.isNotNull)) {
    return true;
  }
  const isMerged = dropped?.kind === 'check' && isMadeInFile(`CONSTR_CHECK ${known?.name}`, ground);
  const substitutes = [`constraint ${of}.${name}`, `not null ${of}`, `partition ${of}`];
  return isMerged || substitutes.some((what) => isMadeInFile(what, ground));
}

function droppedFromDomain(statement: Statement, ground: Ground): readonly Flaw[] {
  if (!('AlterDomainStmt' in statement.node) || !isChange(statement, ground)) return [];
  const { subtype, typeName, name } = statement.node.AlterDomainStmt;
  if (subtype !== DROP && subtype !== DROP_NOT_NULL) return [];
  const domain = dottedName(typeName);
  if (!isObjectInUse(`type ${domain}`, ground) || isContractStep(ground)) return [];
  if (isMadeInFile(`constraint ${domain}.${name}`, ground)) return [];
  return [{ message: messageOf(`${domain}${name ? `.${name}` : ''}`, subtype === DROP) }];
}

/** A policy that goes hides rows from those who read them, or shows them to others. */
function droppedPolicies(statement: Statement, ground: Ground): readonly Flaw[] {
  if (!('DropStmt' in statement.node) || !isChange(statement, ground)) return [];
  const { removeType, objects } = statement.node.DropStmt;
  if (removeType !== 'OBJECT_POLICY' || isContractStep(ground)) return [];
  return dropNames(objects).flatMap((name) => {
    const table = name.split('.').slice(0, -1).join('.');
    if (ground.isNew(table) || isMadeInFile(`policy of ${table}`, ground)) return [];
    return [{ message: messageOf(name, true) }];
  });
}

/** As gram.y has the kinds of ALTER DOMAIN. */
const DROP = 'X';
const DROP_NOT_NULL = 'N';
