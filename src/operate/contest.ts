/** A value of a variable in the scripts of psql and pgbench. */
export type Variables = Readonly<Record<string, string | number>>;

/** A database that a contest makes anew, and drops. */
export interface ContestDatabase {
  readonly name: string;
  /** A script of psql that fills a clone of the migrated one; null for pgbench's own tables. */
  readonly setup: string | null;
  /** A script of psql whose last query answers `t` when all that ran was right; null for none. */
  readonly check: string | null;
  /** Of pgbench's own tables; null where `setup` fills it. */
  readonly scale: number | null;
  /** True: every turn finds it as it was after loading. */
  readonly renew: boolean;
  readonly variables: Variables;
}

/** One of the ways that are set beside each other. */
export interface Contender {
  readonly name: string;
  readonly database: string;
  readonly login: string;
  /** A script of pgbench, or the name of one that it has built in. */
  readonly script: { readonly file: string } | { readonly builtin: string };
  /** Instead of the contest's; null for those. */
  readonly clients: number | null;
  /** How many pieces of work one transaction of the script does. */
  readonly units: number;
  /** Another one that does what only the measuring needs: its CPU is taken off; null for none. */
  readonly less: string | null;
}

/** What is measured of a turn, by its key in the manifest. */
export const MEASURES = ['tps', 'units', 'cpu', 'syncs', 'wal'] as const;

/** One of them. */
export type Measure = (typeof MEASURES)[number];

/** What is asked of the medians. */
export interface Gate<Name extends string = Measure> {
  readonly measure: Name;
  readonly of: string;
  /** By whose median it is divided; null when the figure itself is asked. */
  readonly than: string | null;
  readonly min: number | null;
  readonly max: number | null;
  /** What would be better still; it fails nothing. */
  readonly aim: number | null;
}

/** How much is run. */
export interface Size {
  readonly clients: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** What `sql/bench/<name>.json` says when it has contenders. */
export interface Contest {
  readonly name: string;
  readonly purpose: string;
  /** What the gates are meant for. */
  readonly size: Size;
  /** Of the server that is started for it. */
  readonly settings: Variables;
  readonly databases: readonly ContestDatabase[];
  /** In the order in which they take turns. */
  readonly contenders: readonly Contender[];
  readonly gates: readonly Gate[];
}
