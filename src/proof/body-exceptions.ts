import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CommandFault, EXIT } from '../exit-code.ts';

/** A finding of plpgsql_check that is known to be wrong, or accepted. */
export interface BodyException {
  /** `schema.name`, or `schema.*` */
  readonly routine: string;
  /** Matches the finding's message. */
  readonly pattern: RegExp;
  readonly reason: string;
}

/** Where a project keeps its exceptions. */
export const EXCEPTIONS_FILE = 'standards/plpgsql-check.json';

/**
 * Reads the exceptions of a project; one without the file has none.
 *
 * @throws {CommandFault} When an exception lacks routine, message or reason.
 */
export function readExceptions(root: string): readonly BodyException[] {
  const file = join(root, EXCEPTIONS_FILE);
  if (!existsSync(file)) return [];
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const list = typeof content === 'object' && content !== null && 'exceptions' in content;
  if (!list || !Array.isArray(content.exceptions)) throw broken('it has no list "exceptions"');
  return content.exceptions.map((one: unknown, index) => {
    const { routine, message, reason } = one as Readonly<Record<string, unknown>>;
    const isWhole = [routine, message, reason].every(
      (text) => typeof text === 'string' && text !== '',
    );
    if (!isWhole) throw broken(`exception ${index + 1} lacks routine, message or reason`);
    return {
      routine: String(routine),
      pattern: new RegExp(String(message)),
      reason: String(reason),
    };
  });
}

/** True when the exception is meant for what was said of this routine. */
export function excuses(
  { routine: meant, pattern }: BodyException,
  routine: string,
  message: string,
): boolean {
  const isMeant = meant.endsWith('.*') ? routine.startsWith(meant.slice(0, -1)) : meant === routine;
  return isMeant && pattern.test(message);
}

function broken(what: string): CommandFault {
  return new CommandFault(
    EXIT.usage,
    `${EXCEPTIONS_FILE}: ${what}.`,
    'Write {"exceptions": [{"routine": "app.f", "message": "a pattern", "reason": "why"}]}.',
  );
}
