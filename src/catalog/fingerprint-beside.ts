const OBJECT = 'pg_identify_object(d.classoid, d.objoid, d.objsubid)';
const NOT_HIDDEN = `not exists (
    select from hidden_member as h where h.classid = d.classid and h.objid = d.objid)`;

/** What a schema consists of beside the rows of its own catalogs: kind, identity, facts. */
export const BESIDE_CATALOGS: readonly string[] = [
  // the database itself, without its name
  `select 'database', 'this database', jsonb_strip_nulls(jsonb_build_object(
    'owner', pg_get_userbyid(d.datdba), 'encoding', pg_encoding_to_char(d.encoding),
    'collate', d.datcollate, 'ctype', d.datctype, 'connlimit', d.datconnlimit,
    'acl', array(
      select unnest(coalesce(d.datacl, acldefault('d', d.datdba)))::text order by 1)::text))
from pg_database as d where d.datname = current_database()`,

  `select 'comment', (${OBJECT}).type || ' ' || (${OBJECT}).identity, to_jsonb(d.description)
from pg_description as d
where (
    d.objoid >= 16384
    or d.classoid = 'pg_namespace'::regclass and d.objoid = 'public'::regnamespace)
  and not exists (
    select from hidden_member as h where h.classid = d.classoid and h.objid = d.objoid)`,

  `select 'label', (${OBJECT}).identity || ' ' || d.provider, to_jsonb(d.label)
from pg_seclabel as d`,

  // which sequence belongs to which column, and what depends on an extension
  `select 'depend ' || d.deptype::text,
  (pg_identify_object(d.classid, d.objid, d.objsubid)).identity,
  to_jsonb((pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity)
from pg_depend as d
where ${NOT_HIDDEN} and (
    d.deptype = 'x'
    or d.deptype in ('a', 'i') and d.classid = 'pg_class'::regclass
      and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
      and exists (select from pg_class as s where s.oid = d.objid and s.relkind = 'S'))`,

  // built-in objects whose grants are no longer those of a new database
  `select 'built-in grant', (pg_identify_object(g.class, g.oid, 0)).identity,
  to_jsonb(array(select unnest(g.acl)::text order by 1))
from (
    select 'pg_class'::regclass, oid, relacl,
      case when relnamespace = 'information_schema'::regnamespace then
        acldefault('r', relowner) || makeaclitem(0, relowner, 'SELECT', false) end
    from pg_class
    union all
    select 'pg_namespace'::regclass, oid, nspacl,
      case when nspname = 'information_schema' then
        acldefault('n', nspowner) || makeaclitem(0, nspowner, 'USAGE', false) end
    from pg_namespace where nspname <> 'public'
    union all select 'pg_proc'::regclass, oid, proacl, null from pg_proc
    union all select 'pg_type'::regclass, oid, typacl, null from pg_type
    union all select 'pg_language'::regclass, oid, lanacl, null from pg_language
  ) as g (class, oid, acl, at_birth)
left join pg_init_privs as p on (p.classoid, p.objoid, p.objsubid) = (g.class, g.oid, 0)
where g.oid < 16384 and not (g.acl is null and p.initprivs is null)
  and array(select unnest(g.acl)::text order by 1)
    is distinct from array(select unnest(coalesce(p.initprivs, g.at_birth))::text order by 1)`,
];
