import { Ajv2020 } from 'ajv/dist/2020.js';

import type { Catalog } from '../catalog/routine.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { parseJsonFile } from '../json-file.ts';
import { writeJson } from './write-json.ts';

/** Where a project keeps the contract that its clients were promised, from its root. */
export const SNAPSHOT_FILE = 'sql/tests/golden/contract.json';

/** Raised when the form of a snapshot changes so that an older reader can't read it. */
const FORM = 1;

/**
 * A contract as text: all that its hash is made of, so that the text alone gives the hash.
 * Who may call a routine belongs to a database, not to the contract.
 */
export function writeSnapshot({ schema, routines, types }: Catalog): string {
  const lasting = routines.map((routine) => ({ ...routine, callers: [] }));
  return `${writeJson({ form: FORM, schema, routines: lasting, types })}\n`;
}

/**
 * Reads what `writeSnapshot` wrote.
 *
 * @param name - Where it came from, for the message.
 * @throws {CommandFault} When it is no snapshot, or one of another form.
 */
export function readSnapshot(name: string, text: string): Catalog {
  const value = parseJsonFile(name, text);
  if (isSnapshot(value)) {
    const { schema, routines, types } = value;
    return { schema, routines, types };
  }
  const [fault] = isSnapshot.errors ?? [];
  const says = `${fault?.instancePath || 'it'} ${fault?.message}`;
  const message = `${name} is no contract of form ${FORM}: ${says}.`;
  const fix = 'Take one of procwright contract show --snapshot, or of /contract.json of a service.';
  throw new CommandFault(EXIT.usage, message, fix);
}

interface Snapshot extends Catalog {
  readonly form: number;
}

const LISTED = { type: 'array', items: { type: 'object', required: ['name', 'type'] } } as const;

/** As far as reading it needs: a text of another origin must not end in a fault of ours. */
const isSnapshot = new Ajv2020().compile<Snapshot>({
  type: 'object',
  required: ['form', 'schema', 'routines', 'types'],
  properties: {
    form: { const: FORM },
    schema: { type: 'string' },
    routines: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'signature', 'args', 'context', 'columns', 'contract'],
        properties: {
          args: LISTED,
          columns: LISTED,
          contract: {
            type: 'object',
            required: ['summary', 'description', 'route', 'errors'],
            properties: { errors: { type: 'array' }, route: { type: ['object', 'null'] } },
          },
        },
      },
    },
    types: {
      type: 'object',
      additionalProperties: {
        type: 'object',
        required: ['schema', 'name', 'kind', 'sql', 'checks', 'labels', 'fields'],
      },
    },
  },
});
