import type { RangeVar } from 'libpg-query';

import type { Statement } from '../../statement.ts';
import type { Ground } from '../ground.ts';
import { relationName } from '../names.ts';

/** The statements of the file behind this one. */
export function following(statement: Statement, { statements }: Ground): readonly Statement[] {
  return statements.slice(statements.indexOf(statement) + 1);
}

/** The statements of the file before this one. */
export function preceding(statement: Statement, { statements }: Ground): readonly Statement[] {
  return statements.slice(0, statements.indexOf(statement));
}

/** Whether two statements name one relation. */
export function isSame(one: RangeVar | undefined, other: RangeVar | undefined): boolean {
  return one !== undefined && other !== undefined && relationName(one) === relationName(other);
}
