import type { InsertStmt, MergeWhenClause, Node } from 'libpg-query';

import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['InsertStmt', 'MergeWhenClause'],
  id: 'PW624',
  name: 'insert-names-columns',
  level: 'error',
  summary: 'An insert names the columns that it fills.',
  why: `
Without names the values go to the columns in their order. A column that is added, or a table that
is restored with another order, shifts them: the insert fails, or puts values where they don't
belong.
`,
  bad: `
insert into app.item values (1, 'a');
`,
  good: `
insert into app.item (item_id, name) values (1, 'a');
`,
  check: (statement, { relation }) => {
    const flaws = statement.all('InsertStmt').flatMap((insert) => {
      if (!isNameless(insert) || isRowVariable(insert.selectStmt)) return [];
      const target = insert.relation;
      if (relation(target)?.isTemporary === true || target?.schemaname === 'pg_temp') return [];
      const message = `Name the columns that are filled: insert into ${target?.relname} (…)`;
      return [{ message, start: statement.at(target?.location) }];
    });
    const merges = statement.all('MergeWhenClause').filter(isNamelessInsert);
    const message = 'Name the columns that this insert fills: insert (…) values (…)';
    return [...flaws, ...merges.map(() => ({ message, start: statement.start }))];
  },
};

/** `default values` has no query, and names none. */
function isNameless({ cols = [], selectStmt }: InsertStmt): boolean {
  return cols.length === 0 && selectStmt !== undefined;
}

function isNamelessInsert({ commandType, targetList = [], values = [] }: MergeWhenClause): boolean {
  return commandType === 'CMD_INSERT' && targetList.length === 0 && values.length > 0;
}

/** A variable of the row type, `select v_row.*`, has the table's own columns. */
function isRowVariable(query: Node | undefined): boolean {
  if (query === undefined || !('SelectStmt' in query)) return false;
  const { fromClause = [], targetList = [], valuesLists = [] } = query.SelectStmt;
  if (fromClause.length > 0) return false;
  const lists = valuesLists.map((list) => ('List' in list ? (list.List.items ?? []) : []));
  const rows = targetList.length > 0 ? [targetList.map(valueOf)] : lists;
  return rows.length > 0 && rows.every((row) => row.length === 1 && row.every(isWhole));
}

function valueOf(target: Node): Node | undefined {
  return 'ResTarget' in target ? target.ResTarget.val : undefined;
}

function isWhole(value: Node | undefined): boolean {
  if (value === undefined) return false;
  const parts =
    'ColumnRef' in value
      ? (value.ColumnRef.fields ?? [])
      : 'A_Indirection' in value
        ? (value.A_Indirection.indirection ?? [])
        : [];
  const last = parts.at(-1);
  return last !== undefined && 'A_Star' in last;
}
