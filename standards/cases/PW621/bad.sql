create function app.count_open() returns bigint
language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp
as $body$
declare
    v_note text;
begin
    if v_note = NULL then -- expect
        return 0;
    end if;
    execute 'delete from app.item where note <> null'; -- expect
    return (
        select count(*)
        from app.item
        where null != note -- expect
            and note = null::text -- expect
            and kind not in ('a', null) -- expect
    );
end;
$body$;
