/** One file that a migration applied. */
export interface AppliedMigration {
  /** Null for a repeatable file. */
  readonly version: string | null;
  readonly description: string;
  readonly file: string;
  readonly milliseconds: number;
}

/** What stopped Flyway: in the file of a person, mostly. */
export interface FlywayFault {
  readonly kind: 'connection' | 'naming' | 'checksum' | 'lock' | 'script' | 'other';
  /** What was said, and by whom: the server's own words for a script. */
  readonly message: string;
  readonly file: string | null;
  /** The line where the failing statement begins. */
  readonly line: number | null;
  readonly sqlState: string | null;
  /** What to do. */
  readonly fix: string;
}

/** The state of one file, as `info` tells it. */
export interface MigrationState {
  readonly version: string | null;
  readonly description: string;
  /** Flyway's own words: Pending, Success, Outdated, Failed, Missing, Superseded … */
  readonly state: string;
  readonly file: string | null;
}

/** Flyway's JSON: only what is read here; everything may be absent. */
export interface FlywayAnswer {
  readonly success?: boolean;
  readonly migrations?: readonly AnswerMigration[];
  readonly error?: AnswerError;
  readonly validationSuccessful?: boolean;
  readonly invalidMigrations?: readonly {
    readonly filepath?: string;
    readonly description?: string;
    readonly errorDetails?: { readonly errorCode?: string; readonly errorMessage?: string };
  }[];
}

interface AnswerMigration {
  readonly version?: string;
  readonly description?: string;
  readonly filepath?: string;
  readonly state?: string;
  readonly executionTime?: number;
}

interface AnswerError {
  readonly errorCode?: string;
  readonly sqlState?: string | null;
  readonly message?: string;
  readonly lineNumber?: number;
  readonly path?: string;
}

/** Reads what Flyway printed; null when it isn't its JSON. */
export function parseAnswer(text: string): FlywayAnswer | null {
  const start = text.indexOf('{');
  if (start < 0) return null;
  try {
    return JSON.parse(text.slice(start)) as FlywayAnswer; // read field by field, each may be absent
  } catch {
    return null;
  }
}

/** The applied files in Flyway's order. */
export function appliedOf({ migrations = [] }: FlywayAnswer): readonly AppliedMigration[] {
  return migrations.map(({ version, description, filepath, executionTime }) => ({
    version: version || null,
    description: description ?? '',
    file: filepath ?? '',
    milliseconds: executionTime ?? 0,
  }));
}

/** The state of every file that Flyway knows, in its order. */
export function statesOf({ migrations = [] }: FlywayAnswer): readonly MigrationState[] {
  return migrations.map(({ version, description, state, filepath }) => ({
    version: version || null,
    description: description ?? '',
    state: state ?? '',
    file: filepath || null,
  }));
}

/** What stopped a run; the output is what Flyway printed where it gave no JSON. */
export function faultOf(answer: FlywayAnswer | null, output: string): FlywayFault {
  const error = answer?.error;
  const message = wordsOf(error?.message ?? output);
  const sqlState = error?.sqlState ?? null;
  const kind = kindOf(error?.errorCode ?? '', sqlState);
  return {
    kind,
    message,
    file: error?.path ?? /Location +: (\S+)/.exec(error?.message ?? '')?.[1] ?? null,
    line: error?.lineNumber ?? null,
    sqlState,
    fix: FIXES[kind],
  };
}

/** Each file that `validate` found to be otherwise than when it was applied. */
export function invalidOf({ invalidMigrations = [] }: FlywayAnswer): readonly FlywayFault[] {
  return invalidMigrations.map(({ filepath, description, errorDetails }) => ({
    kind: 'checksum' as const,
    message: errorDetails?.errorMessage ?? `${description} does not match the history`,
    file: filepath || null,
    line: null,
    sqlState: null,
    fix: FIXES.checksum,
  }));
}

function kindOf(code: string, sqlState: string | null): FlywayFault['kind'] {
  if (code === 'DB_CONNECTION') return 'connection';
  if (sqlState === '55P03') return 'lock';
  if (code.startsWith('FAILED_')) return 'script';
  if (code.startsWith('DUPLICATE_') || code.includes('NAMING')) return 'naming';
  return code === 'VALIDATE_ERROR' || code === 'CHECKSUM_MISMATCH' ? 'checksum' : 'other';
}

/** The server's own words where there are some: Flyway frames them with what we say better. */
function wordsOf(message: string): string {
  const server = /^Message +: ([^]*?)\n(?:Location|Line|Statement) +:/m.exec(message)?.[1];
  return (server ?? message).trim() || 'Flyway ended without a word.';
}

const FIXES: Readonly<Record<FlywayFault['kind'], string>> = {
  connection: 'Check that the database is up and the URL right: procwright status',
  naming: 'Name files V0001__name.sql and R__10_schema.routine.sql, each version and name once.',
  checksum: 'Put an applied V file back as it was, and write what changes into the next version.',
  lock: 'Another session holds the lock: look at pg_stat_activity, then migrate again.',
  script: 'Mend the file and migrate again: a failing file leaves no trace, those before it stay.',
  other: 'Mend what it says, then migrate again.',
};
