import type { IBaseProtocol } from 'pg-promise';

import { CommandFault, EXIT } from '../../exit-code.ts';
import type { ServiceOptions } from '../options/service-options.ts';

/** Statements at once in a lane that calls routines, where nobody says otherwise. */
export const PLACES = 8;

/** The same in the lane that the service asks by itself. */
export const OPS_PLACES = 4;

/** What a lane has beside its places: the connection that cancels. */
const CONTROL = 1;

/** The standing wait for news of a contract, over the lane of the operator. */
const LISTENER = 1;

/** What is asked for, and what the server allows. */
export interface WorkersWish {
  /** Undefined leaves it to the server and the cores. */
  readonly count: number | undefined;
  readonly cores: number;
  readonly options: Pick<ServiceOptions, 'lanes' | 'places'>;
}

/**
 * How many processes may serve: one a core, but no more than have room in the server. Each keeps
 * its own pools, so connections are processes times places.
 *
 * @param db - A connection of the lane `ops`.
 * @throws {CommandFault} When as many as are asked for, or even one, have no room.
 */
export async function workersFor(
  db: Pick<IBaseProtocol<unknown>, 'one'>,
  { count, cores, options }: WorkersWish,
): Promise<number> {
  const { lanes, places = PLACES } = options;
  const needs = [
    [lanes.read.url, places + CONTROL],
    [lanes.write.url, places + CONTROL],
    [lanes.ops.url, OPS_PLACES + CONTROL + LISTENER],
  ] as const;
  const each = new Map<string, number>(); // lanes may share a login
  for (const [url, need] of needs) each.set(loginOf(url), (each.get(loginOf(url)) ?? 0) + need);
  const total = [...each.values()].reduce((sum, need) => sum + need, 0);
  const room = await db.one<Room>(ROOM, [[...each.keys()]]);
  const limits = [
    { has: room.server, takes: total, what: 'the server (max_connections less what it reserves)' },
    { has: room.database, takes: total, what: 'the database (connection limit)' },
    ...[...each].map(([login, takes]) => ({
      has: room.logins[login] ?? -1,
      takes,
      what: `the login ${login} (connection limit)`,
    })),
  ].filter(({ has }) => has >= 0);
  const most = Math.min(...limits.map(({ has, takes }) => Math.floor(has / takes)));
  const wanted = count ?? Math.max(1, Math.min(cores, most));
  if (wanted <= most) return wanted;
  const tight = limits.filter(({ has, takes }) => wanted * takes > has);
  const says = tight.map(({ has, takes, what }) => `${wanted * takes} of the ${has} of ${what}`);
  throw new CommandFault(
    EXIT.usage,
    `${wanted === 1 ? '1 process' : `${wanted} processes`} would take ${says.join('; ')}.`,
    'Ask for fewer --workers, set PROCWRIGHT_PLACES lower, or raise that limit.',
  );
}

const loginOf = (url: string): string => decodeURIComponent(new URL(url).username);

interface Room {
  readonly server: number;
  /** -1 where there is no limit, here and below. */
  readonly database: number;
  readonly logins: Readonly<Record<string, number>>;
}

const ROOM = `
select
    current_setting('max_connections')::integer
        - current_setting('superuser_reserved_connections')::integer
        - coalesce(current_setting('reserved_connections', true), '0')::integer as server,
    (
        select d.datconnlimit from pg_catalog.pg_database as d where d.datname = current_database()
    ) as database,
    (
        select coalesce(jsonb_object_agg(r.rolname, r.rolconnlimit), '{}')
        from pg_catalog.pg_roles as r
        where r.rolname = any ($1)
    ) as logins
`;
