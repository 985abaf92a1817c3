import type { CatalogQuery } from './catalog-rule.ts';

/** What writes, once comments and strings are out of the way. */
const WRITES = [
  'insert\\s+into',
  'update\\s+(only\\s+)?[a-z_.]+(\\s+as)?(\\s+[a-z_]+)?\\s+set',
  'delete\\s+from',
  'merge\\s+into',
  'truncate',
  'nextval',
].join('|');

/**
 * What a routine promises against what it calls, through static SQL: needs plpgsql_check in a
 * schema of that name. What it writes itself, plpgsql_check tells by PW648. A volatile callee that
 * only raises breaks no promise, so what counts is a write somewhere below.
 */
const BELOW = (promise: string, broken: string, says: string): string => `
with recursive calls as (
    select r.oid as caller, d.oid as callee
    from routines as r
    inner join pg_catalog.pg_language as l on r.prolang = l.oid and l.lanname = 'plpgsql'
    cross join lateral plpgsql_check.plpgsql_show_dependency_tb(r.oid::regprocedure) as d
    where
        d.type in ('FUNCTION', 'PROCEDURE')
        and r.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
),

below as (
    select r.oid as top, c.callee
    from routines as r
    inner join calls as c on r.oid = c.caller
    where ${promise}
    union
    select b.top, c.callee
    from below as b
    inner join calls as c on b.callee = c.caller
)

select distinct
    'routine ' || r.name as object,
    null as within,
    r.name || ' ${says} ' || k.oid::regprocedure::text || ' below it; say what is true.' as message
from below as b
inner join routines as r on b.top = r.oid
inner join pg_catalog.pg_proc as k on b.callee = k.oid
where
    k.oid <> r.oid
    and ${broken}`;

const DOES_WRITE = `
    regexp_replace(k.prosrc, '--[^\\n]*|''([^'']|'''')*''', ' ', 'g') ~* '\\m(${WRITES})\\M'`;

/** Both rules judge a routine's text as well, and have their words and level there. */
export const VOLATILITY_RULES: readonly CatalogQuery[] = [
  {
    id: 'PW602',
    query: BELOW("r.provolatile <> 'v'", DOES_WRITE, 'is not volatile, and writes by'),
  },
  {
    id: 'PW604',
    query: BELOW("r.proparallel = 's'", DOES_WRITE, 'is safe in a parallel worker, and writes by'),
  },
];
