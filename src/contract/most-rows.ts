import type { Endpoint } from './endpoint.ts';

/** The argument that says how many rows are asked for. */
export const LIMIT = 'limit';

/** How many rows any answer may have: they are held in memory, as rows and as text. */
export const MOST_ROWS = 10_000;

/**
 * How many rows a list has at most: what `@most` says, else the largest limit that can be asked
 * for.
 *
 * @returns Null where nothing says so, or where it is more than any answer may have.
 */
export function mostRowsOf({ route, parameters }: Endpoint): number | null {
  const limit = parameters.find(({ key }) => key === LIMIT)?.schema['maximum'];
  const most = route.most ?? Number(limit);
  return most <= MOST_ROWS ? most : null;
}
