import type { A_Const } from 'libpg-query';

import type { Body, BodyNode } from '../../statement.ts';
import type { BodyRule } from '../../rule.ts';

export const rule: BodyRule = {
  of: 'body',
  id: 'PW652',
  name: 'no-subtransaction-in-loop',
  level: 'error',
  summary: 'No block with a handler stands in a loop over rows.',
  why: `
Each time such a block is entered a subtransaction begins. Over 64 in one transaction, every
snapshot of every session has to look them up on disk: the whole server and its replicas stall. Say
by a condition which rows can't be done, or do them all by one statement.
`,
  bad: `
do $body$
begin
    for i in 1..1000 loop
        begin
            insert into app.item (item_id) values (i);
        exception
            when unique_violation then
                null;
        end;
    end loop;
end;
$body$;
`,
  good: `
do $body$
begin
    for i in 1..1000 loop
        insert into app.item (item_id) values (i) on conflict do nothing;
    end loop;
end;
$body$;
`,
  check: (body, _maker, { file }) => {
    const { nodes } = body;
    if (file.role === 'test' || file.role === 'bench') return [];
    return nodes.flatMap((node) => {
      if (node.name !== 'exception_block') return [];
      const loop = node.around.findLast(({ name }) => LOOPS.has(name));
      if (loop === undefined || isShort(loop, body) || isTriedAgain(node, loop, nodes)) return [];
      if (nodes.some((one) => one.name === 'stmt_commit' && one.around.includes(loop))) return [];
      const message =
        'Each turn of the loop opens a subtransaction; test before, or use one statement.';
      return [{ message, start: node.start }];
    });
  },
};

const LOOPS: ReadonlySet<string> = new Set([
  'stmt_dynfors',
  'stmt_forc',
  'stmt_foreach_a',
  'stmt_fori',
  'stmt_fors',
  'stmt_loop',
  'stmt_while',
]);

/** A loop of a few turns: `for i in 1..3`, or over constants. */
function isShort({ name, value }: BodyNode, body: Body): boolean {
  const part = name === 'stmt_fori' ? value['upper'] : value['query'];
  const statement = body.statementOf((part as Part | undefined)?.PLpgSQL_expr);
  if (statement === undefined) return false;
  if (name === 'stmt_fori') return statement.all('A_Const').some(isFew);
  const { fromClause = [] } = statement.all('SelectStmt')[0] ?? {};
  const from = JSON.stringify(fromClause);
  return from.includes('"valuesLists"') && !/"Range(?:Var|Function)"/.test(from);
}

interface Part {
  readonly PLpgSQL_expr?: unknown;
}

const isFew = ({ ival }: A_Const) => ival !== undefined && (ival.ival ?? 0) <= FEW;

/** How many subtransactions a session keeps in shared memory (PGPROC_MAX_CACHED_SUBXIDS). */
const FEW = 64;

/** A block that leaves the loop when it ends well is tried again only when it failed. */
function isTriedAgain(block: BodyNode, loop: BodyNode, nodes: readonly BodyNode[]): boolean {
  const tried = block.around.at(-1);
  if (tried === undefined || !RETRIES.has(loop.name)) return false;
  return nodes.some(
    ({ name, value, around }) =>
      (name === 'stmt_return' || (name === 'stmt_exit' && value['is_exit'] === true)) &&
      around.includes(tried) &&
      !around.includes(block),
  );
}

/** A loop over rows has another row each time: it tries nothing again. */
const RETRIES: ReadonlySet<string> = new Set(['stmt_fori', 'stmt_loop', 'stmt_while']);
