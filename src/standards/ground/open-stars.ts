import type { Node, SelectStmt } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { sidesOf } from './selects.ts';

/** A star that gives a query the shape of a table. */
export interface OpenStar {
  /** The query whose answer has that shape: not always the one in which the star stands. */
  readonly query: SelectStmt;
  readonly location: number | undefined;
}

/**
 * The stars through which a table's columns reach what a statement answers, shows or stores. One in
 * an inner query counts only where the outer one has a star over it; EXISTS answers nothing.
 */
export function openStars(statement: Statement): readonly OpenStar[] {
  const ctes = new Map(
    statement.all('CommonTableExpr').map(({ ctename = '', ctequery }) => {
      return [ctename, ctequery !== undefined && 'SelectStmt' in ctequery ? ctequery : undefined];
    }),
  );
  const roots = [statement.node, ...innerRoots(statement)].flatMap(queryOf);
  return roots.flatMap((query) =>
    locationsOf(query, { ctes, seen: new Set() }).map((location) => ({ query, location })),
  );
}

/** The queries within a statement whose answers are seen or stored. */
function innerRoots(statement: Statement): readonly Node[] {
  const links = statement
    .all('SubLink')
    .flatMap(({ subLinkType, subselect }) =>
      subLinkType === 'EXISTS_SUBLINK' || subselect === undefined ? [] : [subselect],
    );
  const stored = statement.all('InsertStmt').flatMap(({ selectStmt }) => selectStmt ?? []);
  const { node } = statement;
  if (!('CreateFunctionStmt' in node)) return [...links, ...stored];
  return [...links, ...stored, ...atomicQueries(node.CreateFunctionStmt.sql_body)];
}

/** The statements of a body that is in the tree. */
function atomicQueries(body: Node | undefined): readonly Node[] {
  if (body === undefined) return [];
  return 'List' in body ? (body.List.items ?? []).flatMap(atomicQueries) : [body];
}

/** A copy of a table as it stands is meant to have its shape: a new table, COPY. */
function queryOf(node: Node): readonly SelectStmt[] {
  if ('SelectStmt' in node) return [node.SelectStmt];
  const inner =
    'ViewStmt' in node
      ? node.ViewStmt.query
      : 'DeclareCursorStmt' in node
        ? node.DeclareCursorStmt.query
        : 'CreateTableAsStmt' in node && node.CreateTableAsStmt.objtype === 'OBJECT_MATVIEW'
          ? node.CreateTableAsStmt.query
          : undefined;
  return inner !== undefined && 'SelectStmt' in inner ? [inner.SelectStmt] : [];
}

interface Scope {
  readonly ctes: ReadonlyMap<string, { readonly SelectStmt: SelectStmt } | undefined>;
  /** A query that names itself is looked at once. */
  readonly seen: Set<SelectStmt>;
}

function locationsOf(query: SelectStmt, scope: Scope): readonly (number | undefined)[] {
  if (scope.seen.has(query)) return [];
  scope.seen.add(query);
  return sidesOf(query).flatMap((side) =>
    starsOf(side).flatMap(({ of, location }) =>
      (side.fromClause ?? []).flatMap((item) => reached(item, { of, location }, scope)),
    ),
  );
}

interface Star {
  /** The name before it; null for all. */
  readonly of: string | null;
  readonly location: number | undefined;
}

function starsOf({ targetList = [] }: SelectStmt): readonly Star[] {
  return targetList.flatMap((target) => {
    const value = 'ResTarget' in target ? target.ResTarget.val : undefined;
    if (value === undefined || !('ColumnRef' in value)) return [];
    const { fields = [], location } = value.ColumnRef;
    const [before, last] = [fields.at(-2), fields.at(-1)];
    if (last === undefined || !('A_Star' in last)) return [];
    const of = before !== undefined && 'String' in before ? (before.String.sval ?? null) : null;
    return [{ of, location }];
  });
}

/** Where a star over an item of FROM ends in the columns of a table. */
function reached(item: Node, star: Star, scope: Scope): readonly (number | undefined)[] {
  if ('JoinExpr' in item) {
    const { larg, rarg } = item.JoinExpr;
    return [larg, rarg].flatMap((side) => (side ? reached(side, star, scope) : []));
  }
  if ('RangeTableSample' in item) {
    const { relation } = item.RangeTableSample;
    return relation === undefined ? [] : reached(relation, star, scope);
  }
  if ('RangeSubselect' in item) {
    const { alias, subquery } = item.RangeSubselect;
    if (!isMeant(star, alias?.aliasname)) return [];
    return subquery !== undefined && 'SelectStmt' in subquery
      ? locationsOf(subquery.SelectStmt, scope)
      : [];
  }
  if (!('RangeVar' in item)) return [];
  const { relname = '', schemaname, alias } = item.RangeVar;
  if (!isMeant(star, alias?.aliasname ?? relname)) return [];
  if (schemaname !== undefined || !scope.ctes.has(relname)) return [star.location];
  const cte = scope.ctes.get(relname);
  return cte === undefined ? [] : locationsOf(cte.SelectStmt, scope);
}

const isMeant = ({ of }: Star, name: string | undefined) => of === null || of === name;
