import type { Node } from 'libpg-query';

/** The name of a kind of node in PostgreSQL's syntax tree: `SelectStmt`, `ColumnDef`. */
export type NodeTag = Node extends infer One ? (One extends unknown ? keyof One : never) : never;

/** What a node of a kind holds. */
export type NodeOf<Tag extends NodeTag> =
  Extract<Node, Record<Tag, unknown>> extends Record<Tag, infer Value> ? Value : never;

/**
 * Where a statement stands: for itself, in a DO block or a routine's body, or in the text of an
 * EXECUTE that is known before it runs.
 */
export type Placement = 'top' | 'body' | 'execute';

/** One statement, or one expression of PL/pgSQL, at its place in the file. */
export interface Statement {
  /** Its tree. That of an expression is a SelectStmt with the expression as its only target. */
  readonly node: Node;
  readonly kind: 'statement' | 'expression';
  readonly placement: Placement;
  /** What was parsed. In a body, INTO and its targets are blanks; PERFORM is SELECT. */
  readonly text: string;
  /** The bytes of the file that it takes, from its first word on. */
  readonly start: number;
  readonly end: number;
  /** The place in the file of a `location` of its tree, which has none where it is 0. */
  readonly at: (location: number | undefined) => number;
  /** All nodes of a kind, however deep, in the order of the tree; none of a body that is text. */
  readonly all: <Tag extends NodeTag>(tag: Tag) => readonly NodeOf<Tag>[];
  /** The kinds of nodes that it holds, joined by blanks, in the order of the tree. */
  readonly tags: () => string;
  /**
   * The body of the routine or DO block that it makes; null where it makes none, or none is read.
   */
  readonly body: Body | null;
  /** The statement whose body or EXECUTE it stands in. */
  readonly outer: Statement | null;
}

/** A node of PL/pgSQL's own tree: `PLpgSQL_stmt_if`, and what stands under it. */
export interface BodyNode {
  /** Without `PLpgSQL_`: `stmt_execsql`, `exception`, `var`, `expr`. */
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The byte of the file where it begins; of its line, where PL/pgSQL knows no more. */
  readonly start: number;
  /** The nodes around it, the nearest last. */
  readonly around: readonly BodyNode[];
}

/** The body of a routine or DO block. */
export interface Body {
  readonly language: 'plpgsql' | 'sql';
  /**
   * Its statements and expressions, in the order of the text, those of inner bodies not counted.
   */
  readonly statements: readonly Statement[];
  /** PL/pgSQL's own nodes, in the order of the text; none for `language sql`. */
  readonly nodes: readonly BodyNode[];
  /** The variables, arguments and cursors, in the order of their declaration. */
  readonly variables: readonly BodyNode[];
  /** The statement that a `PLpgSQL_expr` became; undefined where it could not be placed. */
  readonly statementOf: (expression: unknown) => Statement | undefined;
  /** The text between the quotes, every byte at its place: `text[0]` stands at `start`. */
  readonly text: string;
  readonly start: number;
}
