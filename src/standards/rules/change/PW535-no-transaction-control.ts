import { statementsOf } from '../../ground/change/file-index.ts';
import { isInTransaction } from '../../ground/change/file-transaction.ts';
import { runsAtOnce } from '../../ground/change/in-use.ts';
import type { Ground } from '../../ground/ground.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW535',
  name: 'no-transaction-control',
  level: 'error',
  summary: 'A migration leaves its transaction to the runner.',
  why: `
The runner opens a transaction around the file. A \`commit\` in it is not refused: what stands
before it stays though the file fails, and the runner says that all was taken back. A file that
can't run in a transaction has \`executeInTransaction=false\` in a file \`V0002__x.sql.conf\`
beside it, and may do as it likes.

In a file that is no migration a pair of \`begin\` and \`commit\` is fine.
`,
  bad: `
alter table app.item add column note text;
commit;
`,
  good: `
alter table app.item add column note text;
`,
  on: ['TransactionStmt', 'DoStmt'],
  check: (statement, ground) => {
    if (!ROLES.has(ground.file.role) || !runsAtOnce(statement)) return [];
    const flaws = [...ownControl(statement, ground), ...controlInBlock(statement, ground)];
    return flaws.length > 0 && isInTransaction(ground) ? flaws : [];
  },
};

const ROLES: ReadonlySet<string> = new Set(['versioned', 'repeatable', 'undo', 'other']);
const REMEDY = 'the runner owns the transaction; take it out';

function ownControl(statement: Statement, ground: Ground): readonly Flaw[] {
  if (!('TransactionStmt' in statement.node)) return [];
  const { kind = '' } = statement.node.TransactionStmt;
  if (!BEGINS.has(kind) && !ENDS.has(kind)) return [];
  if (isScript(ground) && (isOfPair(statement, ground) || endsElsewhere(kind, ground))) return [];
  const verb = BEGINS.has(kind) ? 'This begins a transaction' : 'This ends the transaction';
  return [{ message: `${verb}: ${REMEDY}` }];
}

/** What a psql script ends may have begun in a file that it includes. */
function endsElsewhere(kind: string, { source }: Ground): boolean {
  return ENDS.has(kind) && /^\\ir?\s/m.test(source.text);
}

/** Of no runner, or of Sqitch, which opens no transaction for its files. */
function isScript({ file: { role, version } }: Ground): boolean {
  return role === 'other' || (role === 'undo' && version === null);
}

const BEGINS: ReadonlySet<string> = new Set(['TRANS_STMT_BEGIN', 'TRANS_STMT_START']);
const ENDS: ReadonlySet<string> = new Set([
  'TRANS_STMT_COMMIT',
  'TRANS_STMT_ROLLBACK',
  'TRANS_STMT_PREPARE',
]);

/** Whether a script begins and ends its own transactions, one behind the other. */
function isOfPair(statement: Statement, ground: Ground): boolean {
  if (statement.outer !== null) return false;
  let open: Statement | null = null;
  for (const one of statementsOf('TransactionStmt', ground)) {
    if (one.outer !== null || !('TransactionStmt' in one.node)) continue;
    const { kind = '' } = one.node.TransactionStmt;
    if (BEGINS.has(kind)) open = one;
    else if (ENDS.has(kind)) {
      if (open !== null && (open === statement || one === statement)) return true;
      open = null;
    }
  }
  return false;
}

/** A script's block may commit batch by batch. */
function controlInBlock({ node, body }: Statement, { file }: Ground): readonly Flaw[] {
  if (!('DoStmt' in node)) return [];
  return (body?.nodes ?? []).flatMap(({ name, start, around }) => {
    if (name !== 'stmt_commit' && name !== 'stmt_rollback') return [];
    const isInLoop = around.some((outer) => LOOP.test(outer.name));
    if (isInLoop && file.role === 'other') return [];
    return [{ message: `This ends the transaction: ${REMEDY}`, start }];
  });
}

const LOOP = /^stmt_(?:loop|while|fori|fors|forc|dynfors|foreach_a)$/;
