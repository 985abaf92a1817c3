import { CONTRACT_STEP, isContractStep } from '../../ground/change/contract-step.ts';
import { isMadeAfter } from '../../ground/change/file-index.ts';
import { isChange, isObjectInUse } from '../../ground/change/in-use.ts';
import type { Ground } from '../../ground/ground.ts';
import { dropNames } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW516',
  name: 'drop-relation-in-contract',
  level: 'error',
  summary: 'A table, view, sequence, type or schema is dropped by a contract step.',
  why: `
Old code that runs beside the new still reads it, and what a table held can't be had back. So the
release that no longer uses it comes first, then a backup, and a later file drops it: a contract
step, whose header names the proof that nobody reads it.

    -- Contract  not read since 2026-08-01, kept in the backup of that day: docs/adr/0040-stock.md

A view or type that the same file makes again is fine.
`,
  bad: `
drop table app.old_item;
`,
  good: `
comment on table app.old_item is 'Retired; a contract step drops it.';
`,
  on: ['DropStmt', 'DropdbStmt', 'DropOwnedStmt'],
  check: (statement, ground) => {
    const names = dropped(statement, ground);
    if (names.length === 0 || !isChange(statement, ground) || isContractStep(ground)) return [];
    const message = `Old code may still use ${names.join(', ')}; drop it in ${CONTRACT_STEP}`;
    return [{ message }];
  },
};

/** What the statement drops that somebody may use. */
function dropped(statement: Statement, ground: Ground): readonly string[] {
  const { node } = statement;
  if ('DropdbStmt' in node) return [`database ${node.DropdbStmt.dbname}`];
  if ('DropOwnedStmt' in node) return ['all that the role owns'];
  if (!('DropStmt' in node)) return [];
  const { removeType, objects } = node.DropStmt;
  const names = dropNames(objects);
  if (removeType === 'OBJECT_SCHEMA') {
    return names.filter((name) => isObjectInUse(`schema ${name}`, ground));
  }
  if (TYPES.has(removeType ?? '')) {
    return names.filter((name) => {
      const type = `type ${name}`;
      return isObjectInUse(type, ground) && !isMadeAfter(type, statement, ground);
    });
  }
  if (!RELATIONS.has(removeType ?? '')) return [];
  return names.filter((name) => {
    if (name.startsWith('pg_temp.') || ground.isNew(name)) return false;
    if (ground.relation(name)?.isTemporary === true) return false;
    if (removeType !== 'OBJECT_VIEW' && removeType !== 'OBJECT_MATVIEW') return true;
    return !isMadeAfter(`view ${name}`, statement, ground);
  });
}

const TYPES: ReadonlySet<string> = new Set(['OBJECT_TYPE', 'OBJECT_DOMAIN']);

const RELATIONS: ReadonlySet<string> = new Set([
  'OBJECT_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_SEQUENCE',
]);
