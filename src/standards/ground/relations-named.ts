import type { RangeVar } from 'libpg-query';

import type { Statement } from '../statement.ts';

const NONE: readonly RangeVar[] = [];

/** The relations that a statement names, made, changed or read; no alias, no CTE of its own. */
export function relationsNamed(statement: Statement): readonly RangeVar[] {
  const { kind, text, node } = statement;
  if (kind === 'expression' && !/\bfrom\b/i.test(text)) return NONE;
  if ('InsertStmt' in node && !/\bselect\b/i.test(text)) {
    const { relation } = node.InsertStmt; // its values may be thousands
    return relation === undefined ? NONE : [relation];
  }
  const found: RangeVar[] = [];
  collect(statement.node, found);
  if (found.length === 0) return found;
  const own = new Set(statement.all('CommonTableExpr').map(({ ctename }) => ctename));
  return found.filter(
    ({ relname, schemaname }) => schemaname !== undefined || !own.has(relname ?? ''),
  );
}

/** Some stand in a node of their own, others as a field: what has a relname is one. */
function collect(value: unknown, into: RangeVar[]): void {
  if (Array.isArray(value)) {
    for (const one of value) collect(one, into);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('relname' in value) {
    into.push(value as RangeVar); // no other kind of node has this field
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!SKIPPED.has(key) && typeof inner === 'object') collect(inner, into);
  }
}

/** FOR UPDATE OF names aliases; the tables of a trigger's transition are its own. */
const SKIPPED: ReadonlySet<string> = new Set(['lockedRels', 'transitionRels']);
