import type { Node, SelectStmt } from 'libpg-query';

import { calledName } from './calls.ts';

/** Whether a query gives one row whatever is stored: an aggregate without GROUP BY, or no table. */
export function givesOneRow(query: SelectStmt): boolean {
  const { op, groupClause, havingClause, fromClause, whereClause, valuesLists } = query;
  if (op !== undefined && op !== 'SETOP_NONE') return false;
  if (valuesLists !== undefined) return valuesLists.length === 1;
  if (fromClause === undefined) return whereClause === undefined;
  if (groupClause !== undefined || havingClause !== undefined) return false;
  return (query.targetList ?? []).some(hasAggregate);
}

/** Whether an expression holds an aggregate, its subqueries left out. */
export function hasAggregate(node: Node): boolean {
  if ('SubLink' in node) return false;
  if ('FuncCall' in node) {
    const { over, agg_star, agg_within_group, agg_filter, agg_order, agg_distinct } = node.FuncCall;
    if (over === undefined) {
      if (agg_star === true || agg_within_group === true || agg_distinct === true) return true;
      if (agg_filter !== undefined || agg_order !== undefined) return true;
      if (AGGREGATE.test(calledName(node.FuncCall).name)) return true;
    }
  }
  return Object.values(node).some((value) => partsOf(value).some(hasAggregate));
}

const AGGREGATE = new RegExp(
  [
    'count|sum|min|max|avg|every|any_value|mode|xmlagg|variance|corr',
    '(?:bool|bit)_(?:and|or|xor)',
    '(?:var|stddev)(?:_pop|_samp)?',
    '(?:covar|regr|percentile)_\\w+',
    '\\w+_agg(?:_\\w+)?',
  ]
    .map((names) => `^(?:${names})$`)
    .join('|'),
);

function partsOf(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  const keys = Object.keys(value);
  const [key = ''] = keys;
  // a node is an object with one key, the name of its kind
  if (keys.length === 1 && /^[A-Z]/.test(key)) return [value as Node];
  return Object.values(value).flatMap(partsOf);
}
