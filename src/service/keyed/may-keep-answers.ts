import type { Database } from '../../db/connect.ts';

/** True when a login may keep answers: the routines are there, and it may call them. */
export async function mayKeepAnswers(db: Database, login: string): Promise<boolean> {
  const { callable } = await db.one<{ readonly callable: boolean }>(MAY_KEEP_ANSWERS, [login]);
  return callable;
}

const MAY_KEEP_ANSWERS = `
select count(*) = 3 as callable
from pg_catalog.pg_proc as p
inner join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
inner join pg_catalog.pg_roles as r on r.rolname = $1
where
    n.nspname = 'procwright'
    and p.proname in ('open_request', 'keep_answer', 'keep_refusal')
    and pg_catalog.has_function_privilege(r.oid, p.oid, 'execute')
    and pg_catalog.has_schema_privilege(r.oid, n.oid, 'usage')
`;
