import type { BodyNode } from '../statement.ts';
import type { ExpressionKind, Locator, PlpgsqlExpression } from './locate-expression.ts';
import type { PlpgsqlTree } from './parser.ts';

type Value = Readonly<Record<string, unknown>>;

/** What a walk over PL/pgSQL's tree meets, in the order of the text. */
export interface Visitor {
  readonly locator: Locator;
  /** The byte of the file for one of the body. */
  readonly at: (index: number) => number;
  readonly expression: (expression: PlpgsqlExpression, line: number, kind: ExpressionKind) => void;
}

/** Walks through the declarations of a body. */
export function walkVariables(tree: PlpgsqlTree, visitor: Visitor): readonly BodyNode[] {
  const variables: BodyNode[] = [];
  const datums = (tree['datums'] ?? []) as readonly Readonly<Record<string, Value>>[];
  for (const [key, value] of datums.flatMap((datum) => Object.entries(datum))) {
    const line = Number(value['lineno'] ?? 1);
    visitor.locator.restart(); // datums don't stand in the order of the text
    const start = visitor.at(visitor.locator.word(nameOf(value), line));
    variables.push({ name: key.slice(PREFIX), value, start, around: [] });
    for (const [part, kind] of DECLARED) {
      const inner = value[part] as { readonly PLpgSQL_expr: PlpgsqlExpression } | undefined;
      if (inner !== undefined) visitor.expression(inner.PLpgSQL_expr, line, kind);
    }
  }
  visitor.locator.restart();
  return variables;
}

const DECLARED = [
  ['default_val', 'expression'],
  ['cursor_explicit_expr', 'sql'],
] as const;

function nameOf(value: Value): string | null {
  return typeof value['refname'] === 'string' ? value['refname'].toLowerCase() : null;
}

/** Walks through the statements of a body. */
export function walkStatements(tree: PlpgsqlTree, visitor: Visitor): readonly BodyNode[] {
  const nodes: BodyNode[] = [];
  walk(tree['action'], { line: 1, kind: 'expression', around: [] }, { visitor, nodes });
  return nodes;
}

/** What is known of a part from what is around it. */
interface Around {
  readonly line: number;
  readonly kind: ExpressionKind;
  readonly around: readonly BodyNode[];
}

interface Walk {
  readonly visitor: Visitor;
  readonly nodes: BodyNode[];
}

function walk(part: unknown, around: Around, into: Walk): void {
  if (Array.isArray(part)) {
    for (const one of part) walk(one, around, into);
    return;
  }
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part as Readonly<Record<string, Value>>)) {
    if (key === 'PLpgSQL_expr') {
      into.visitor.expression(value as unknown as PlpgsqlExpression, around.line, around.kind);
    } else if (key.startsWith('PLpgSQL_') && !TARGETS.test(key)) {
      walkNode(key.slice(PREFIX), value, around, into);
    }
  }
}

const TARGETS = /^PLpgSQL_(?:var|row|rec|recfield|type)$/;
const PREFIX = 'PLpgSQL_'.length;

function walkNode(name: string, value: Value, { line, around }: Around, into: Walk): void {
  const own = typeof value['lineno'] === 'number' ? value['lineno'] : line;
  const { visitor, nodes } = into;
  const node: BodyNode = { name, value, start: visitor.at(startOf(name, own, visitor)), around };
  nodes.push(node);
  for (const key of partsOf(name, value)) {
    const kind = kindOf(name, key);
    walk(value[key], { line: own, kind, around: [...around, node] }, into);
  }
}

/** Handlers have no line in the tree: their words are looked for from where the walk is. */
function startOf(name: string, line: number, { locator }: Visitor): number {
  if (name === 'exception_block') return locator.pass('exception', ['raise']);
  if (name === 'exception') return locator.pass('when', []);
  return locator.word(WORDS[name] ?? null, line);
}

/** The word that a statement begins with, where it has one of its own. */
const WORDS: Readonly<Record<string, string>> = {
  stmt_assert: 'assert',
  stmt_block: 'begin',
  stmt_call: 'call',
  stmt_case: 'case',
  stmt_close: 'close',
  stmt_commit: 'commit',
  stmt_dynexecute: 'execute',
  stmt_dynfors: 'for',
  stmt_fetch: 'fetch',
  stmt_foreach_a: 'foreach',
  stmt_forc: 'for',
  stmt_fori: 'for',
  stmt_fors: 'for',
  stmt_getdiag: 'get',
  stmt_if: 'if',
  stmt_loop: 'loop',
  stmt_open: 'open',
  stmt_perform: 'perform',
  stmt_raise: 'raise',
  stmt_return: 'return',
  stmt_return_next: 'return',
  stmt_return_query: 'return',
  stmt_rollback: 'rollback',
  stmt_while: 'while',
};

/** The keys of the tree don't stand in the order of the text. */
function partsOf(name: string, value: Value): readonly string[] {
  if (name === 'stmt_if') return ['cond', 'then_body', 'elsif_list', 'else_body'];
  if (name === 'stmt_fori') return ['lower', 'upper', 'step', 'body'];
  if (/^stmt_(?:fors|forc|dynfors|foreach_a)$/.test(name)) {
    return ['expr', 'argquery', 'query', 'params', 'body'];
  }
  return Object.keys(value);
}

function kindOf(name: string, key: string): ExpressionKind {
  if (key === 'dynquery' || (key === 'query' && name.includes('dyn'))) return 'dynamic';
  if (name === 'stmt_perform') return 'perform';
  if (key === 'argquery') return 'arguments';
  return key === 'query' || key === 'sqlstmt' || name === 'stmt_call' ? 'sql' : 'expression';
}
