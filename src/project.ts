import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { CommandFault, EXIT } from './exit-code.ts';

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
  const [first] = isProject.errors ?? [];
  const extra: unknown = first?.params['additionalProperty'];
  const path = (first?.instancePath ?? '') + (typeof extra === 'string' ? `/${extra}` : '');
  throw new CommandFault(
    EXIT.usage,
    `${file}:${lineOf(text, path)}: ${path || 'the file'} ${first?.message ?? 'is wrong'}.`,
    typeof extra === 'string' ? nearest(extra, known(first?.parentSchema)) : 'Mend that key.',
  );
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

function known(schema: unknown): readonly string[] {
  const properties = (schema as { properties?: object } | undefined)?.properties;
  return Object.keys(properties ?? {});
}

/** A hint that names the known word nearest to a misspelt one. */
export function nearest(word: string, words: readonly string[]): string {
  const [best] = words
    .map((other) => ({ other, far: distance(word, other) }))
    .toSorted((a, b) => a.far - b.far);
  return best ? `Did you mean ${best.other}?` : 'Leave it out.';
}

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap));
    }
    row = next;
  }
  return row[b.length] ?? 0;
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

const isProject = new Ajv2020({ verbose: true }).compile<Project>(
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
