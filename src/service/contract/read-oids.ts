import type { IBaseProtocol } from 'pg-promise';

import { bottomOf, type Types } from '../../catalog/routine.ts';

/** The number that the database tells each type by in the description of an answer's row. */
export type Oids = ReadonlyMap<string, number>;

/**
 * Reads the oids of the types that answers may hold. They are no part of the contract, since each
 * database has others; here they tell whether an answer still has the types of the contract.
 */
export async function readOids(
  db: Pick<IBaseProtocol<unknown>, 'any'>,
  types: Types,
): Promise<Oids> {
  const rows = await db.any<{ readonly key: string; readonly oid: number }>(OIDS, [
    Object.keys(types),
  ]);
  const own = new Map(rows.map(({ key, oid }) => [key, oid]));
  const told = Object.keys(types).map((key) => {
    const { schema, name } = bottomOf(types, key); // a row's description sees through domains
    return [key, own.get(`${schema}.${name}`) ?? 0] as const;
  });
  return new Map(told);
}

const OIDS = `
select n.nspname || '.' || t.typname as key, t.oid
from pg_catalog.pg_type as t
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
where n.nspname || '.' || t.typname = any ($1)
order by key
`;
