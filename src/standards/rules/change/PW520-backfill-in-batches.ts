import type { DeleteStmt, Node, UpdateStmt } from 'libpg-query';

import { isInUse, runsAtOnce } from '../../ground/change/in-use.ts';
import { isNarrow } from '../../ground/change/narrow-condition.ts';
import type { Ground } from '../../ground/ground.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW520',
  name: 'backfill-in-batches',
  level: 'error',
  summary: 'A migration changes rows of a table in use in batches that a key bounds.',
  why: `
One update of all rows locks each of them until the last is written, doubles the table, and has the
replicas lag. A condition such as \`note is null\` doesn't bound it: the rows that lack a value are
most of the table. Change some hundred rows at a time, by ranges of the key, each in a transaction
of its own: from a procedure that commits, or from a job outside the migration.
`,
  bad: `
update app.item set tags = '{}' where tags is null;
`,
  good: `
update app.item set tags = '{}' where item_id between 1 and 500 and tags is null;
`,
  on: ['UpdateStmt', 'DeleteStmt'],
  check: (statement, ground) => {
    if (!ground.isChange || !runsAtOnce(statement)) return [];
    const within = new Set(statement.all('CommonTableExpr').map(({ ctename }) => ctename ?? ''));
    return [...statement.all('UpdateStmt'), ...statement.all('DeleteStmt')].flatMap((change) => {
      const { relation: table, whereClause } = change;
      if (table === undefined || whereClause === undefined) return [];
      const sources = sourcesOf(change);
      const scope = { isJoined: sources.length > 0, variables: variablesAround(statement) };
      if (isNarrow(whereClause, scope)) return [];
      if (!isInUse(table, ground) || within.has(table.relname ?? '')) return [];
      if (sources.some((source) => isSmall(source, within, ground))) return [];
      return [flaw(statement, table, 'targetList' in change ? 'update' : 'delete')];
    });
  },
};

type Table = NonNullable<UpdateStmt['relation']>;

function flaw(statement: Statement, table: Table, verb: string) {
  const remedy = 'bound it by a range of its key';
  const message = `This ${verb} may mean most rows of ${relationName(table)}; ${remedy}`;
  return { message, start: statement.at(table.location) };
}

function sourcesOf(change: UpdateStmt | DeleteStmt): readonly Node[] {
  if ('fromClause' in change) return change.fromClause ?? [];
  return 'usingClause' in change ? (change.usingClause ?? []) : [];
}

/** The names that a body declares around a statement; a loop's record is one. */
function variablesAround({ outer }: Statement): ReadonlySet<string> {
  return new Set((outer?.body?.variables ?? []).map(({ value }) => String(value['refname'])));
}

/** What an update is joined with may bound it: a list, a batch, or a table of this file. */
function isSmall(source: Node, within: ReadonlySet<string>, ground: Ground): boolean {
  if (!('RangeVar' in source)) return true;
  return within.has(source.RangeVar.relname ?? '') || !isInUse(source.RangeVar, ground);
}
