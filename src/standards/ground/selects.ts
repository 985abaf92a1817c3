import type { SelectStmt } from 'libpg-query';

import type { Statement } from '../statement.ts';

/** All queries of a statement, the sides of a UNION and its like too. */
export function selectsOf(statement: Statement): readonly SelectStmt[] {
  return statement.all('SelectStmt').flatMap(sidesOf);
}

/** A query and, where it joins others by UNION, INTERSECT or EXCEPT, those. */
export function sidesOf(query: SelectStmt): readonly SelectStmt[] {
  const { larg, rarg } = query;
  return [query, ...[larg, rarg].flatMap((side) => (side === undefined ? [] : sidesOf(side)))];
}

/** The queries of a statement of which only the presence of a row counts. */
export function existsQueries(statement: Statement): ReadonlySet<SelectStmt> {
  return new Set(
    statement.all('SubLink').flatMap(({ subLinkType, subselect }) => {
      if (subLinkType !== 'EXISTS_SUBLINK' || subselect === undefined) return [];
      return 'SelectStmt' in subselect ? sidesOf(subselect.SelectStmt) : [];
    }),
  );
}
