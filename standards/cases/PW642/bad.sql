create function app.lock() returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
begin
    perform pg_advisory_lock(1, 2); -- expect
    if not pg_catalog.pg_try_advisory_lock(3) then -- expect
        return;
    end if;
    execute 'select pg_advisory_lock_shared(1)'; -- expect
end;
$body$;
