import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';

import type { Config } from '../../../config.ts';
import { readJsonFile } from '../../../json-file.ts';

/** `standards/squawk.json`: how squawk's rules stand to ours. */
export interface SquawkTable {
  /** As squawk writes it: `15.0`. */
  readonly pgVersion: string;
  /** The rules that are heard, each with those of ours that say the same; none: it stands alone. */
  readonly rules: Readonly<Record<string, readonly string[]>>;
  /** The rules that contradict the register, each with the reason. */
  readonly excluded: Readonly<Record<string, string>>;
}

/**
 * Reads the table of the harness.
 *
 * @throws {CommandFault} When it isn't of its form.
 */
export function readSquawkTable({ install }: Pick<Config, 'install'>): SquawkTable {
  return readJsonFile(join(install, 'standards', 'squawk.json'), isTable);
}

/** The names of squawk's rules, heard or not. */
export function squawkNames(config: Pick<Config, 'install'>): readonly string[] {
  const { rules, excluded } = readSquawkTable(config);
  return [...Object.keys(rules), ...Object.keys(excluded)];
}

const NAMES = { pattern: '^[a-z]+(-[a-z]+)+$' } as const;
const IDS = { type: 'array', items: { type: 'string', pattern: '^PW[0-9]{3}$' } } as const;
const REASON = { type: 'string', minLength: 20 } as const;

const isTable = new Ajv2020({ allErrors: true, verbose: true }).compile<SquawkTable>({
  type: 'object',
  additionalProperties: false,
  required: ['pgVersion', 'rules', 'excluded'],
  properties: {
    pgVersion: { type: 'string', pattern: '^[0-9]+[.][0-9]+$' },
    rules: { type: 'object', propertyNames: NAMES, additionalProperties: IDS },
    excluded: { type: 'object', propertyNames: NAMES, additionalProperties: REASON },
  },
});
