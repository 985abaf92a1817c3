import type { Node } from 'libpg-query';

import { runsAtOnce } from '../../ground/change/in-use.ts';
import { placeOfWord } from '../../ground/change/words.ts';
import type { Ground } from '../../ground/ground.ts';
import { dropNames } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW528',
  name: 'no-drop-cascade',
  level: 'error',
  summary: 'A drop names all that it drops.',
  why: `
\`cascade\` drops whatever depends on the object: views, foreign keys, defaults that nobody in the
review has seen, and that another database may have more of. Name each object in a statement of its
own; what still depends on it then makes the file fail, as it should.
`,
  bad: `
drop view app.item_total cascade;
`,
  good: `
-- Contract  nobody reads them since 2026-08-01: docs/adr/0040-totals-go.md
drop view app.item_report;
drop view app.item_total;
`,
  on: ['DropStmt', 'DropOwnedStmt', 'AlterDomainStmt', 'AlterTableStmt'],
  check: (statement, ground) => {
    const { file } = ground;
    if (!ground.isChange && file.role !== 'undo' && file.role !== 'repeatable') return [];
    if (file.role !== 'other' && !runsAtOnce(statement)) return [];
    if (!cascades(statement.node) || isOfThisFile(statement, ground)) return [];
    const message = 'Cascade drops what nobody has named; drop each object by its name';
    return [{ message, start: placeOfWord('cascade', statement, ground) }];
  },
};

function cascades(node: Node): boolean {
  if ('DropStmt' in node) return node.DropStmt.behavior === 'DROP_CASCADE';
  if ('DropOwnedStmt' in node) return node.DropOwnedStmt.behavior === 'DROP_CASCADE';
  if ('AlterDomainStmt' in node) return node.AlterDomainStmt.behavior === 'DROP_CASCADE';
  if (!('AlterTableStmt' in node)) return false;
  return (node.AlterTableStmt.cmds ?? []).some(
    (cmd) => 'AlterTableCmd' in cmd && cmd.AlterTableCmd.behavior === 'DROP_CASCADE',
  );
}

/** What depends on a relation of this file stands in this file. */
function isOfThisFile({ node }: Statement, ground: Ground): boolean {
  if (!('DropStmt' in node)) return false;
  const { objects, removeType } = node.DropStmt;
  return dropNames(objects).every((name) =>
    removeType === 'OBJECT_SCHEMA'
      ? ground.madeBy(`schema ${name}`) === ground.file.path
      : name.startsWith('pg_temp.') || ground.isNew(name),
  );
}
