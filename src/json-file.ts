import { readFileSync } from 'node:fs';

import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';

import { CommandFault, EXIT } from './exit-code.ts';
import { nearest } from './nearest.ts';

/**
 * Reads a JSON file that has a form.
 *
 * @param isValue - Compiled with `allErrors` and `verbose`: the messages need both.
 * @throws {CommandFault} On broken JSON, an unknown key, or a wrong type: with file, line, and the
 * nearest known key.
 */
export function readJsonFile<Value>(file: string, isValue: ValidateFunction<Value>): Value {
  const text = readFileSync(file, 'utf8');
  const value = parseJsonFile(file, text);
  if (isValue(value)) return value;
  const faults = describe(isValue.errors ?? [], text);
  throw new CommandFault(
    EXIT.usage,
    faults.map(({ line, says }) => `${file}:${line}: ${says}`).join('\n'),
    faults.find(({ fix }) => fix !== undefined)?.fix ?? 'Mend these keys.',
  );
}

/**
 * What the text of a JSON file says, whatever its form.
 *
 * @throws {CommandFault} When it is no JSON.
 */
export function parseJsonFile(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CommandFault(
      EXIT.usage,
      `${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      'Mend the file at that place.',
    );
  }
}

interface FormFault {
  readonly line: number;
  readonly says: string;
  readonly fix: string | undefined;
}

/** Every fault with its line; a misspelt key comes with the key that it may stand for. */
function describe(errors: readonly ErrorObject[], text: string): readonly FormFault[] {
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
export function lineOf(text: string, pointer: string): number {
  let at = 0;
  for (const key of pointer.split('/').slice(1)) {
    const found = text.indexOf(`"${key}"`, at);
    if (found >= 0) at = found;
  }
  return text.slice(0, at).split('\n').length;
}
