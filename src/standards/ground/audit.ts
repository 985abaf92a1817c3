import type { RangeVar } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { callsOf } from './calls.ts';
import type { Ground } from './ground.ts';
import { relationName } from './names.ts';
import { rowWrites } from './writes.ts';

/** Words of a name that say that something is kept of what was done. */
const RECORDS = /(?:^|[._])(?:audit\w*|events?|journal|history|log)(?:$|[._])/i;

/** Schemas whose own tables leave no record: the harness's state, and rows on their way in. */
const UNRECORDED: ReadonlySet<string> = new Set(['pg_temp', 'procwright', 'staging']);

/** Rows on their way in. */
const STAGED = /^(?:staged|staging)(?:_|$)/;

/** Whether a statement writes a record of a change: it calls what does, or inserts it itself. */
export function records(statement: Statement, ground: Ground): boolean {
  const isCalled = callsOf(statement).some(({ name, schema }) =>
    RECORDS.test(schema === null ? name : `${schema}.${name}`),
  );
  if (isCalled) return true;
  return rowWrites(statement).some(
    ({ word, target }) => word === 'insert' && target !== undefined && isRecord(target, ground),
  );
}

/** Whether a change of a table has to leave a record. */
export function needsRecord(target: RangeVar, ground: Ground): boolean {
  if (UNRECORDED.has(target.schemaname ?? '') || isRecord(target, ground)) return false;
  if (STAGED.test(target.relname ?? '')) return false;
  if (target.relpersistence === 't' || ground.relation(target)?.isTemporary === true) return false;
  return ground.madeBy(`record trigger of ${relationName(target)}`) === undefined;
}

function isRecord(target: RangeVar, ground: Ground): boolean {
  const name = relationName(target);
  return RECORDS.test(name) || ground.madeBy(`journal ${name}`) !== undefined;
}

/** What a statement makes that keeps a record: a journal by its comment, a trigger by its name. */
export function recordMade({ node }: Statement): string | null {
  if ('CreateTrigStmt' in node) {
    const { relation, funcname, trigname = '' } = node.CreateTrigStmt;
    const names = (funcname ?? []).map((part) => ('String' in part ? part.String.sval : ''));
    if (relation === undefined || !RECORDS.test([...names, trigname].join('.'))) return null;
    return `record trigger of ${relationName(relation)}`;
  }
  if (!('CommentStmt' in node)) return null;
  const { objtype, object, comment = '' } = node.CommentStmt;
  if (objtype !== 'OBJECT_TABLE' || !/@journal\b/.test(comment)) return null;
  if (object === undefined || !('List' in object)) return null;
  const parts = (object.List.items ?? []).map((part) =>
    'String' in part ? (part.String.sval ?? '') : '',
  );
  return `journal ${parts.join('.')}`;
}
