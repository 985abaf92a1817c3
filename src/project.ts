import { Ajv2020 } from 'ajv/dist/2020.js';

import { readJsonFile } from './json-file.ts';

/** `procwright.json`: what a project tells the harness about itself. */
export interface Project {
  readonly name: string;
  /** The schema whose routines clients may call. */
  readonly api: string;
  /** The database in the private cluster. */
  readonly database: string;
  /** Logins of the private cluster, and the groups that each is a member of. */
  readonly logins: Readonly<Record<string, readonly string[]>>;
  /** The login of each lane of the service. */
  readonly lanes: { readonly read: string; readonly write: string; readonly ops: string };
  readonly scripts: { readonly folder: string; readonly login: string };
  readonly start: {
    /** Scripts that `start` runs after the migrations, each with its arguments. */
    readonly run: readonly (readonly string[])[];
    /** Whose key `start` makes. */
    readonly actor: string;
    /** A path of the service that answers this key. */
    readonly example: string;
  };
  /** Routines of the project that `partitions --detach` asks; absent: it asks nobody. */
  readonly partitions?: {
    /** Takes the partitions (`regclass[]`), returns a row of text a reason why they stay. */
    readonly check?: string;
    /** Takes nothing, and runs when they are detached. */
    readonly settle?: string;
  };
  /** What must reach far enough ahead; `doctor` asks as the login of the lane ops. */
  readonly horizons?: readonly {
    /** Takes nothing, returns one row. */
    readonly routine: string;
    /** A number in that row. */
    readonly column: string;
    readonly least: number;
  }[];
  /** Further test suites that `check` runs. */
  readonly suites: Readonly<Record<string, TestSuite>>;
}

/** A suite of test files. */
export interface TestSuite {
  readonly kind: 'uvu' | 'pytest';
  readonly folders: readonly string[];
  /** Files below the folders that take long, longest first: they begin first. */
  readonly long?: readonly string[];
}

/**
 * Reads `procwright.json`.
 *
 * @throws {CommandFault} On broken JSON, an unknown key, or a wrong type: with file, line, and the
 * nearest known key.
 */
export function parseProject(file: string): Project {
  return readJsonFile(file, isProject);
}

const TEXT = { type: 'string', minLength: 1 } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
const ROUTINE = { type: 'string', pattern: '^[a-z_][a-z0-9_]*[.][a-z_][a-z0-9_]*$' } as const;
const NAME = { type: 'string', pattern: '^[a-z][a-z0-9_]*$' } as const;

function closed(properties: Record<string, object>, optional: readonly string[] = []): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter((key) => !optional.includes(key)),
    properties,
  };
}

const isProject = new Ajv2020({ allErrors: true, verbose: true }).compile<Project>(
  closed(
    {
      name: NAME,
      api: NAME,
      database: NAME,
      logins: { type: 'object', propertyNames: NAME, additionalProperties: TEXTS },
      lanes: closed({ read: NAME, write: NAME, ops: NAME }),
      scripts: closed({ folder: TEXT, login: NAME }),
      start: closed({
        run: { type: 'array', items: { ...TEXTS, minItems: 1 } },
        actor: TEXT,
        example: { type: 'string', pattern: '^/' },
      }),
      partitions: closed({ check: ROUTINE, settle: ROUTINE }, ['check', 'settle']),
      horizons: {
        type: 'array',
        items: closed({ routine: ROUTINE, column: NAME, least: { type: 'number' } }),
      },
      suites: {
        type: 'object',
        additionalProperties: closed(
          { kind: { enum: ['uvu', 'pytest'] }, folders: TEXTS, long: TEXTS },
          ['long'],
        ),
      },
    },
    ['horizons', 'partitions'],
  ),
);
