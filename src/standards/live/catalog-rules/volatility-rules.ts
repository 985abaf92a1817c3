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

const DOES_WRITE = `
    regexp_replace(k.prosrc, '--[^\\n]*|''([^'']|'''')*''', ' ', 'g') ~* '\\m(${WRITES})\\M'`;

/** Who calls whom by static SQL, as plpgsql_check knows: it needs a schema of that name. */
const CALLS_BY_CHECK = `
    select r.oid as caller, d.oid as callee
    from routines as r
    inner join pg_catalog.pg_language as l on r.prolang = l.oid and l.lanname = 'plpgsql'
    cross join lateral plpgsql_check.plpgsql_show_dependency_tb(r.oid::regprocedure) as d
    where
        d.type in ('FUNCTION', 'PROCEDURE')
        and r.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)`;

/** Without it: which routines a body names in full, in front of a parenthesis. */
const CALLS_BY_NAME = `
    select distinct r.oid as caller, c.oid as callee
    from routines as r
    cross join lateral regexp_matches(
        lower(regexp_replace(
            coalesce(pg_catalog.pg_get_function_sqlbody(r.oid), r.prosrc),
            '--[^\\n]*|''([^'']|'''')*''', ' ', 'g'
        )),
        '([a-z_][a-z0-9_$]*\\.[a-z_][a-z0-9_$]*)\\s*\\(', 'g'
    ) as m (found)
    inner join routines as c on m.found[1] = c.name
    where r.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)`;

/**
 * What a routine promises against what it calls. What it writes itself, plpgsql_check tells by
 * PW648. A volatile callee that only raises breaks no promise, so what counts is a write somewhere
 * below.
 */
const BELOW = (calls: string, promise: string, says: string): string => `
with recursive calls as (${calls}
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
    and ${DOES_WRITE}`;

/** Both rules judge a routine's text as well, and have their words and level there. */
const rulesBy = (calls: string): readonly CatalogQuery[] => [
  { id: 'PW602', query: BELOW(calls, "r.provolatile <> 'v'", 'is not volatile, and writes by') },
  {
    id: 'PW604',
    query: BELOW(calls, "r.proparallel = 's'", 'is safe in a parallel worker, and writes by'),
  },
];

/** The promises of routines, by a database that has plpgsql_check. */
export const VOLATILITY_BY_CHECK = rulesBy(CALLS_BY_CHECK);

/** The same by one that hasn't. */
export const VOLATILITY_BY_NAME = rulesBy(CALLS_BY_NAME);
