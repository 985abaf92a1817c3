/** A column as files made it. */
export interface KnownColumn {
  readonly name: string;
  /**
   * As written, without schema pg_catalog and with its modifiers: `int8`, `varchar(40)`,
   * `app.kind`.
   */
  readonly type: string;
  readonly isNotNull: boolean;
}

/** A constraint as files made it. */
export interface KnownConstraint {
  /** Null where PostgreSQL chose it. */
  readonly name: string | null;
  readonly kind: 'primary' | 'unique' | 'foreign' | 'check' | 'exclusion';
  /** In the order of the key; none for a check. */
  readonly columns: readonly string[];
  readonly isValid: boolean;
  /** Of a foreign key: the table it names. */
  readonly parent: string | null;
  /** Of a check: its condition as a tree. */
  readonly condition: unknown;
}

/** An index as files made it. */
export interface KnownIndex {
  readonly name: string | null;
  /** Column names; null for an expression. */
  readonly columns: readonly (string | null)[];
  readonly method: string;
  readonly isUnique: boolean;
  readonly isPartial: boolean;
  /** Of a partial one: its condition as a tree. */
  readonly condition: unknown;
  /** Whether it takes nulls as usual, and its columns have no order, collation, operators. */
  readonly isPlain: boolean;
  /** INCLUDE columns. */
  readonly included: readonly string[];
}

/** A table, view or other relation that files made. */
export interface KnownRelation {
  /** `schema.name`, or the bare name where no schema was written. */
  readonly name: string;
  readonly kind: 'table' | 'view' | 'materialized view' | 'foreign table' | 'sequence';
  /** The file that made it, as it was given. */
  readonly file: string;
  readonly isTemporary: boolean;
  readonly isPartitioned: boolean;
  /** Row level security is on. */
  readonly hasRowSecurity: boolean;
  readonly columns: ReadonlyMap<string, KnownColumn>;
  readonly constraints: readonly KnownConstraint[];
  readonly indexes: readonly KnownIndex[];
}

/** A relation of which only its name is known. */
export function emptyRelation(
  name: string,
  file: string,
  more: Partial<KnownRelation> = {},
): KnownRelation {
  return {
    name,
    kind: 'table',
    file,
    isTemporary: false,
    isPartitioned: false,
    hasRowSecurity: false,
    columns: new Map(),
    constraints: [],
    indexes: [],
    ...more,
  };
}
