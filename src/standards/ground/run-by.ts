import type { Statement } from '../statement.ts';
import type { Ground } from './ground.ts';

/**
 * What runs when a routine is called or a block is done, as far as the file tells: the statement
 * that makes it first (a body after BEGIN ATOMIC is in its tree), then all of its body, of the
 * blocks and of the EXECUTE texts within. The bodies of routines that it makes don't run.
 */
export function runBy(maker: Statement, { statements }: Ground): readonly Statement[] {
  const inner = innerOf(statements);
  const run = [maker];
  const visit = (outer: Statement): void => {
    for (const statement of inner.get(outer) ?? []) {
      run.push(statement);
      if (!('CreateFunctionStmt' in statement.node)) visit(statement);
    }
  };
  visit(maker);
  return run;
}

const INNER = new WeakMap<readonly Statement[], ReadonlyMap<Statement, readonly Statement[]>>();

/** The statements of a file by what they stand in, made once a file. */
function innerOf(statements: readonly Statement[]) {
  const known = INNER.get(statements);
  if (known !== undefined) return known;
  const inner = new Map<Statement, Statement[]>();
  for (const statement of statements) {
    const { outer } = statement;
    if (outer === null) continue;
    const beside = inner.get(outer);
    if (beside === undefined) inner.set(outer, [statement]);
    else beside.push(statement);
  }
  INNER.set(statements, inner);
  return inner;
}
