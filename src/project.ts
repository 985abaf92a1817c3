import { readFileSync } from 'node:fs';

import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

import { CommandFault, EXIT } from './exit-code.ts';
import { nearest } from './nearest.ts';

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
  /** Further test suites that `check` runs. */
  readonly suites: Readonly<
    Record<string, { readonly kind: 'uvu' | 'pytest'; readonly folders: readonly string[] }>
  >;
}

/**
 * Reads `procwright.json`.
 *
 * @throws {CommandFault} On broken JSON, an unknown key, or a wrong type: with file, line, and the
 * nearest known key.
 */
export function parseProject(file: string): Project {
  const text = readFileSync(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CommandFault(
      EXIT.usage,
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      'Mend the file at that place.',
    );
  }
  if (isProject(value)) return value;
  const faults = describe(isProject.errors ?? [], text);
  throw new CommandFault(
    EXIT.usage,
    faults.map(({ line, says }) => `${file}:${line}: ${says}`).join('\n'),
    faults.find(({ fix }) => fix !== undefined)?.fix ?? 'Mend these keys.',
  );
}

interface ProjectFault {
  readonly line: number;
  readonly says: string;
  readonly fix: string | undefined;
}

/** Every fault with its line; a misspelt key comes with the key that it may stand for. */
function describe(errors: readonly ErrorObject[], text: string): readonly ProjectFault[] {
  return errors.map(({ instancePath, params, parentSchema, message }) => {
    const extra: unknown = params['additionalProperty'];
    const path = instancePath + (typeof extra === 'string' ? `/${extra}` : '');
    const known = Object.keys((parentSchema as { properties?: object }).properties ?? {});
    return {
      line: lineOf(text, path),
      says: typeof extra === 'string' ? `there is no key ${path}` : `${path || '/'} ${message}`,
      fix: typeof extra === 'string' ? nearest(extra, known) : undefined,
    };
  });
}

/** The line of the last key of a JSON pointer; 1 when it isn't there. */
function lineOf(text: string, pointer: string): number {
  let at = 0;
  for (const key of pointer.split('/').slice(1)) {
    const found = text.indexOf(`"${key}"`, at);
    if (found >= 0) at = found;
  }
  return text.slice(0, at).split('\n').length;
}

const TEXT = { type: 'string', minLength: 1 } as const;
const TEXTS = { type: 'array', items: TEXT } as const;
const NAME = { type: 'string', pattern: '^[a-z][a-z0-9_]*$' } as const;

function closed(properties: Record<string, object>): object {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties),
    properties,
  };
}

const isProject = new Ajv2020({ allErrors: true, verbose: true }).compile<Project>(
  closed({
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
    suites: {
      type: 'object',
      additionalProperties: closed({ kind: { enum: ['uvu', 'pytest'] }, folders: TEXTS }),
    },
  }),
);
