import type { Body, BodyNode, Statement } from '../statement.ts';

/**
 * The node of PL/pgSQL whose statement or expression this is: the IF of its condition, the FOR of
 * its query. Undefined for what stands in no body.
 */
export function nodeOf(statement: Statement): BodyNode | undefined {
  const body = statement.outer?.body;
  return body ? nodesOf(body).get(statement) : undefined;
}

/** The statement or expression that a part of a node became. */
export function partOf(body: Body, node: BodyNode, key: string): Statement | undefined {
  return body.statementOf(expressionOf(node.value[key]));
}

const NODES = new WeakMap<Body, ReadonlyMap<Statement, BodyNode>>();

function nodesOf(body: Body): ReadonlyMap<Statement, BodyNode> {
  const known = NODES.get(body);
  if (known !== undefined) return known;
  const nodes = new Map<Statement, BodyNode>();
  for (const node of [...body.variables, ...body.nodes]) {
    for (const part of Object.values(node.value).flat()) {
      const statement = body.statementOf(expressionOf(part));
      if (statement !== undefined) nodes.set(statement, node);
    }
  }
  NODES.set(body, nodes);
  return nodes;
}

function expressionOf(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || !('PLpgSQL_expr' in part)) return undefined;
  return part.PLpgSQL_expr;
}
