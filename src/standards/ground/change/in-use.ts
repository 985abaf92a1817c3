import type { RangeVar } from 'libpg-query';

import type { Statement } from '../../statement.ts';
import type { Ground } from '../ground.ts';

/**
 * Whether a statement is part of a change: a migration's own, or that of a file of no known role. A
 * routine that a migration makes does nothing yet.
 */
export function isChange(statement: Statement, ground: Ground): boolean {
  return ground.isChange && (ground.file.role === 'other' || runsAtOnce(statement));
}

/** Whether a statement runs with its file: at the top, or in a DO block. */
export function runsAtOnce({ outer }: Statement): boolean {
  if (outer === null) return true;
  return !('CreateFunctionStmt' in outer.node) && runsAtOnce(outer);
}

/**
 * Whether somebody may use a relation while it changes: not where this file made it, nor where it's
 * of one session. What nobody knows is in use.
 */
export function isInUse(name: RangeVar | undefined, ground: Ground): boolean {
  if (name === undefined || name.schemaname === 'pg_temp' || ground.isNew(name)) return false;
  const known = ground.relation(name);
  return known?.isTemporary !== true && known?.kind !== 'foreign table';
}

/** The same of an object that is no relation: `routine app.f`, `schema app`, `type app.kind`. */
export function isObjectInUse(object: string, ground: Ground): boolean {
  return ground.madeBy(object) !== ground.file.path;
}
