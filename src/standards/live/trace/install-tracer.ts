import type { Database } from '../../../db/connect.ts';
import { SNAPSHOT_ROUTINE } from './snapshot-routine.ts';
import { TRACE_SCHEMA } from './snapshot.ts';

/**
 * Makes a clone speak: at the beginning and the end of each command that defines, and of each that
 * writes into a table, it sends a message with what the session holds and has done. A message isn't
 * taken back when the command fails, and INFO reaches a client that asked for errors only.
 *
 * Needs a superuser, for event triggers. The functions run as their owner, so that a file that
 * changes its role is watched too.
 */
export async function installTracer(admin: Database): Promise<void> {
  await admin.none(INSTALL);
  await watchTables(admin);
}

/** Lets the tables that have come since be watched too. */
export async function watchTables(admin: Database): Promise<void> {
  await admin.any(WATCH);
}

/** How a message of the tracer begins; JSON follows. */
export const MARK = 'procwright-trace ';

/** A setting of a session that shall work without messages. */
export const SILENT = `${TRACE_SCHEMA}.silent=on`;

/** So many writing statements are told one by one; those of a loop that never ends are not. */
const MOST_WRITES = 2000;

const says = (kind: string, rest: string) => `
    raise info '${MARK}%', pg_catalog.jsonb_build_object(
        'kind', '${kind}',
        ${rest}
    );`;

const trigger = (name: string, returns: string, body: string) => `
create function ${TRACE_SCHEMA}.${name}() returns ${returns}
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set jit = off
as $trace$
begin
    if current_setting('${TRACE_SCHEMA}.silent', true) = 'on' then
        ${returns === 'trigger' ? 'return null' : 'return'};
    end if;
${body}
end
$trace$;
`;

const STATE = `'state', ${TRACE_SCHEMA}.snapshot(false, false)`;

const INSTALL = `
create schema ${TRACE_SCHEMA};
grant usage on schema ${TRACE_SCHEMA} to public;
${SNAPSHOT_ROUTINE}
create function ${TRACE_SCHEMA}.may_tell() returns boolean
language plpgsql
as $trace$
declare
    v_count integer := coalesce(
        nullif(current_setting('${TRACE_SCHEMA}.writes', true), ''), '0'
    )::integer + 1;
begin
    if v_count > ${MOST_WRITES} then
        return false;
    end if;
    perform set_config('${TRACE_SCHEMA}.writes', v_count::text, false);
    return true;
end
$trace$;
${trigger('on_start', 'event_trigger', says('start', `'tag', tg_tag, ${STATE}`))}
${trigger('on_end', 'event_trigger', says('end', `'tag', tg_tag, ${STATE}`))}
${trigger(
  'on_drop',
  'event_trigger',
  says(
    'drop',
    `'tag', tg_tag, ${STATE}, 'dropped', (
            select coalesce(jsonb_agg(jsonb_build_object(
                'type', d.object_type,
                'identity', d.object_identity,
                'oid', d.objid::text,
                'is_asked', d.original,
                'is_cascade', not d.original and d.normal and not exists (
                    -- a check or a default goes with its own table or column, asked or not
                    select from pg_event_trigger_dropped_objects() as o
                    where
                        cardinality(d.address_names) > 2
                        and o.address_names[1:2] = d.address_names[1:2]
                        and (o.object_type ~ '(table|view)$' or (
                            o.object_type = 'table column' and o.original
                        ))
                )
            )), '[]')
            from pg_event_trigger_dropped_objects() as d
            where not d.is_temporary and d.schema_name is distinct from 'pg_temp'
        )`,
  ),
)}
${trigger(
  'on_write_start',
  'trigger',
  `
    if ${TRACE_SCHEMA}.may_tell() then ${says('start', `'tag', tg_op, ${STATE}`)} end if;
    return null;`,
)}
${trigger(
  'on_write_end',
  'trigger',
  `
    if ${TRACE_SCHEMA}.may_tell() then ${says(
      'end',
      `'tag', tg_op, 'relation', tg_relid::text, ${STATE}`,
    )} end if;
    return null;`,
)}
create event trigger ${TRACE_SCHEMA}_start on ddl_command_start
execute function ${TRACE_SCHEMA}.on_start();
create event trigger ${TRACE_SCHEMA}_end on ddl_command_end
execute function ${TRACE_SCHEMA}.on_end();
create event trigger ${TRACE_SCHEMA}_drop on sql_drop
execute function ${TRACE_SCHEMA}.on_drop();
`;

/** Statement triggers that fire under every session_replication_role. */
const WATCH = `
do $trace$
declare
    v_table regclass;
    v_when text;
begin
    for v_table in
        select c.oid::regclass
        from pg_catalog.pg_class as c
        inner join pg_catalog.pg_namespace as n on c.relnamespace = n.oid
        where
            c.relkind in ('r', 'p')
            and c.oid >= 16384
            and n.nspname !~ '^pg_'
            and not exists (
                select from pg_catalog.pg_depend as d
                where
                    d.classid = 'pg_catalog.pg_class'::regclass
                    and d.objid = c.oid
                    and d.deptype = 'e'
            )
            and not exists (
                select from pg_catalog.pg_trigger as t
                where t.tgrelid = c.oid and t.tgname = '${TRACE_SCHEMA}_before'
            )
        order by c.oid
    loop
        foreach v_when in array array['before', 'after'] loop
            execute format(
                'create trigger ${TRACE_SCHEMA}_%s %s insert or update or delete or truncate on %s '
                'for each statement execute function ${TRACE_SCHEMA}.on_write_%s()',
                v_when,
                v_when,
                v_table,
                case v_when when 'before' then 'start' else 'end' end
            );
            execute format(
                'alter table %s enable always trigger ${TRACE_SCHEMA}_%s', v_table, v_when
            );
        end loop;
    end loop;
end
$trace$
`;
