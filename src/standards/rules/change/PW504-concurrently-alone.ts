import type { Node } from 'libpg-query';

import { isInTransaction } from '../../ground/change/file-transaction.ts';
import { isOptionOn } from '../../ground/change/options.ts';
import type { Ground } from '../../ground/ground.ts';
import { dropNames } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW504',
  name: 'concurrently-alone',
  level: 'error',
  summary: 'What runs concurrently stands alone in its file.',
  why: `
PostgreSQL refuses it in a transaction, so in a body too. A file with a second statement therefore
runs without a transaction or not at all: where it fails in the middle, the first half stays, and
nothing takes it back. One statement a file either happened or left an invalid index that is known.

Flyway finds out by itself that a file of one such statement needs no transaction. A file that
says so (\`executeInTransaction=false\` in the file \`V0002__x.sql.conf\` beside it) may set a
timeout before and after, and may drop the index of a failed try before it builds it.
`,
  bad: `
alter table app.item add column day date;
create index concurrently item_day_idx on app.item (day);
`,
  good: `
create index concurrently item_day_idx on app.item (day);
`,
  on: ['IndexStmt', 'DropStmt', 'ReindexStmt', 'AlterTableStmt'],
  check: (statement, ground) => {
    const what = concurrentIn(statement.node);
    if (what === null || !ground.isChange) return [];
    if (statement.outer !== null) {
      const message = `A body is in a transaction, where ${what} is refused; give it its own file`;
      return [{ message }];
    }
    const others = ground.statements.filter((one) => one.outer === null && one !== statement);
    if (others.every((other) => isHarmless(other, statement, ground))) return [];
    return [{ message: `${what} stands with other statements; give it a file of its own` }];
  },
};

/** What a statement does that no transaction allows; null for all else. */
function concurrentIn(node: Node): string | null {
  if ('IndexStmt' in node && node.IndexStmt.concurrent === true) return 'create index concurrently';
  if ('DropStmt' in node && node.DropStmt.concurrent === true) return 'drop index concurrently';
  if ('ReindexStmt' in node && isOptionOn(node.ReindexStmt.params, 'concurrently')) {
    return 'reindex concurrently';
  }
  if (!('AlterTableStmt' in node)) return null;
  const isDetach = (node.AlterTableStmt.cmds ?? []).some(
    (cmd) => 'AlterTableCmd' in cmd && isConcurrent(cmd.AlterTableCmd.def),
  );
  return isDetach ? 'detach partition concurrently' : null;
}

function isConcurrent(detach: Node | undefined): boolean {
  if (detach === undefined || !('PartitionCmd' in detach)) return false;
  return detach.PartitionCmd.concurrent === true;
}

/** What may stand in the file of a statement that runs without a transaction. */
function isHarmless({ node }: Statement, concurrent: Statement, ground: Ground): boolean {
  if (isInTransaction(ground)) return false;
  if ('VariableSetStmt' in node) return true;
  const [one, other] = [indexNamed(node), indexNamed(concurrent.node)];
  return one !== null && one === other && 'DropStmt' in node !== 'DropStmt' in concurrent.node;
}

/** The bare name of the index that a statement makes or drops. */
function indexNamed(node: Node): string | null {
  if ('IndexStmt' in node) return node.IndexStmt.idxname ?? null;
  if (!('DropStmt' in node) || node.DropStmt.removeType !== 'OBJECT_INDEX') return null;
  return dropNames(node.DropStmt.objects)[0]?.split('.').at(-1) ?? null;
}
