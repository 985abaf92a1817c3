import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';

import { readJsonFile } from '../json-file.ts';

/** Where a project keeps what its examples were answered, from its root. */
export const EXAMPLES_FILE = 'sql/tests/golden/examples.json';

/** A request that is worth showing. */
export interface ExampleRequest {
  /** The routine's name, which is the operation's. */
  readonly call: string;
  /** Every argument that is given, by its key. */
  readonly give: Readonly<Record<string, unknown>>;
}

/** A request that was really sent, and what really came back. */
export interface Example extends ExampleRequest {
  readonly status: number;
  readonly answer: unknown;
}

/**
 * Reads requests that are to be executed.
 *
 * @throws {CommandFault} When the file has another form: with its line.
 */
export function readExampleRequests(file: string): readonly ExampleRequest[] {
  return readJsonFile(file, isRequests);
}

/**
 * What a project recorded of its examples; nothing where it has none.
 *
 * @throws {CommandFault} When the file has another form: with its line.
 */
export function recordedExamples(root: string): readonly Example[] {
  const file = join(root, EXAMPLES_FILE);
  return existsSync(file) ? readJsonFile(file, isExamples) : [];
}

const REQUEST = { call: { type: 'string' }, give: { type: 'object' } } as const;

const listOf = (properties: Readonly<Record<string, object>>): object => ({
  type: 'array',
  items: {
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties,
  },
});

const ajv = new Ajv2020({ allErrors: true, verbose: true });
const isRequests = ajv.compile<readonly ExampleRequest[]>(listOf(REQUEST));
const isExamples = ajv.compile<readonly Example[]>(
  listOf({ ...REQUEST, status: { type: 'integer' }, answer: {} }),
);
