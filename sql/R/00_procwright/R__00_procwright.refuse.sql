-- The harness stands below the project, so it has a door of its own. It ends the statement and
-- leaves nothing: SQLSTATE is the code, MESSAGE the registered title, DETAIL the facts.

create or replace function procwright.refuse(
    p_code text,
    p_facts jsonb default '{}'
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_title text;
begin
    select title into v_title
    from procwright.error_register()
    where code = p_code;

    if not found then
        -- procwright:allow PW615 a fault of ours: no caller maps it until=2028-12-31
        raise exception 'error code % is not in procwright.error_register()', p_code;
    end if;

    raise exception using
        errcode = p_code,
        message = v_title,
        detail = p_facts::text;
end;
$body$;

comment on function procwright.refuse is
'Raises a registered error. Facts say what was asked and what was found.';

revoke all on function procwright.refuse from public;
