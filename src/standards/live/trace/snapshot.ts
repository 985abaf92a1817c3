/** A column as the catalog has it now. */
export interface ColumnState {
  readonly name: string;
  /** With its schema, where that isn't pg_catalog. */
  readonly type: string;
  /** The type and its modifier, by number. */
  readonly type_id: string;
  readonly not_null: boolean;
  readonly has_default: boolean;
  /** True where the default takes a number from a sequence. */
  readonly is_serial: boolean;
  readonly is_identity: boolean;
  readonly is_stored: boolean;
}

/** A constraint of a table: foreign key, check, primary key, unique, exclusion, and two more. */
export interface ConstraintState {
  readonly name: string;
  readonly type: 'f' | 'c' | 'p' | 'u' | 'x' | 't' | 'n';
  readonly is_valid: boolean;
  /** The index under it; `0` without one. */
  readonly index: string;
}

/** A table, index, view or materialized view at a moment inside a transaction. */
export interface RelationState {
  readonly oid: string;
  /** `schema.name` */
  readonly name: string;
  /** `relkind` of pg_class. */
  readonly kind: string;
  /** Changes when all is written anew; `0` for what has no file. */
  readonly node: string;
  /** Persistence, tablespace and access method in one word. */
  readonly storage: string;
  /** The table of an index, else `0`. */
  readonly table: string;
  /** The parent of a partition, else `0`. */
  readonly parent: string;
  readonly is_valid: boolean;
  /** Rows of the own transaction, ascending: written and read. */
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly read: number;
  /** By attribute number, those that are not dropped. */
  readonly columns: Readonly<Record<string, ColumnState>>;
  /** By oid; copies on partitions are left out. */
  readonly constraints: Readonly<Record<string, ConstraintState>>;
  /** Name and state of each trigger, `O` while it's on; by oid, the tracer's own left out. */
  readonly triggers: Readonly<Record<string, readonly [name: string, enabled: string]>>;
}

/** What the session holds and has done up to a moment. */
export interface Snapshot {
  /** Milliseconds since 1970 by the server's clock. */
  readonly at: number;
  /** Bytes of the write-ahead log since its beginning. */
  readonly wal: number;
  readonly locks: readonly (readonly [relation: string, mode: string])[];
  readonly relations: readonly RelationState[];
  /** Calls of routines that the statistics know, by oid; a message has none. */
  readonly calls: Readonly<Record<string, number>>;
  /** The routine, by oid, that an object was made to call; by the object. A message has none. */
  readonly uses: Readonly<Record<string, string>>;
  /** By oid, as `app.f(bigint)`; only in a snapshot of all relations, as the next one. */
  readonly routines: Readonly<Record<string, string>>;
  /** By oid. */
  readonly schemas: Readonly<Record<string, string>>;
  readonly settings: {
    /** Milliseconds; 0 is without end. */
    readonly lock_timeout: number;
    readonly statement_timeout: number;
    readonly replication_role: string;
  };
  /** Labels of enum types, by oid. */
  readonly labels: Readonly<Record<string, string>>;
  /** Checks of domains, by oid. */
  readonly domain_checks: Readonly<
    Record<string, { readonly name: string; readonly is_valid: boolean; readonly in_use: boolean }>
  >;
}

/** The schema that the tracer makes in its clone, where it may. */
export const TRACE_SCHEMA = 'procwright_trace';
