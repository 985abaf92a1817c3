import type { Contract } from './contract.ts';

/** Everything that a schema offers: its routines, and each type they reach. */
export interface Catalog {
  readonly schema: string;
  /** In the order of their names. */
  readonly routines: readonly Routine[];
  readonly types: Types;
}

/** Types by `schema.name`: an oid is another in each database. */
export type Types = Readonly<Record<string, ValueType>>;

/** A routine as the catalog knows it. Clients may call it when its contract has a route. */
export interface Routine {
  readonly schema: string;
  readonly name: string;
  /** As PostgreSQL tells it from others: `app.post_item(p_item_id uuid)`. */
  readonly signature: string;
  readonly isProcedure: boolean;
  readonly volatility: 'immutable' | 'stable' | 'volatile';
  /** True when it runs with the rights of its owner. */
  readonly isDefiner: boolean;
  readonly hasSearchPath: boolean;
  /** True when it may answer with more rows than one. */
  readonly returnsSet: boolean;
  /** What a client gives. */
  readonly args: readonly Argument[];
  /** What the service fills in from the request's context: `p_actor`, `p_trace`. */
  readonly context: readonly Argument[];
  /**
   * What a row of the answer holds: the columns of `returns table`, or of the row type. A bare
   * value is one column with the routine's name; a routine that returns nothing has none.
   */
  readonly columns: readonly Column[];
  /** Which of the asked-for roles may call it. */
  readonly callers: readonly string[];
  readonly contract: Contract;
}

/** What comes out. */
export interface Column {
  /** As declared, `p_` included. */
  readonly name: string;
  /** A key of the catalog's types. */
  readonly type: string;
}

/** What goes in. */
export interface Argument extends Column {
  readonly mode: 'in' | 'inout' | 'variadic';
  /** The default as SQL text (`NULL::text`); null when the caller must give a value. */
  readonly defaultSql: string | null;
}

/** A type, and what narrows it. */
export interface ValueType {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'array' | 'base' | 'composite' | 'domain' | 'enum' | 'pseudo' | 'range';
  /** How a cast names it, whatever the search_path: `app.quantity`. */
  readonly sql: string;
  /** The type below a domain; null for any other kind. */
  readonly base: string | null;
  /** The same with its modifier: `numeric(5,2)`. */
  readonly baseSql: string | null;
  /** The type of an array's elements; null for any other kind. */
  readonly element: string | null;
  readonly isNotNull: boolean;
  /** True where two texts are equal only when their bytes are. */
  readonly isDeterministic: boolean;
  readonly comment: string | null;
  /** A domain's own checks, as PostgreSQL prints them, in the order of their names. */
  readonly checks: readonly { readonly name: string; readonly definition: string }[];
  /** An enum's labels, in their order. */
  readonly labels: readonly string[];
  /** A composite's columns, in their order. */
  readonly fields: readonly Column[];
}

/** The type that a domain, or a domain over a domain, rests on in the end. */
export function bottomOf(types: Types, name: string): ValueType {
  const type = typeOf(types, name);
  return type.base === null ? type : bottomOf(types, type.base);
}

/**
 * One type of the catalog.
 *
 * @throws When the catalog doesn't hold it, which its one query rules out.
 */
export function typeOf(types: Types, name: string): ValueType {
  const type = types[name];
  if (!type) throw new Error(`The catalog holds no type ${name}.`);
  return type;
}

/** The name that a client knows an argument by: `amount` for `p_amount`. */
export const keyOf = ({ name }: Column): string => name.replace(/^p_/, '');
