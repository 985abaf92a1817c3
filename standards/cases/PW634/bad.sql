create function app.wait() returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
begin
    perform pg_sleep(0.1); -- expect
    perform pg_catalog.pg_sleep_for('1 second'); -- expect
    execute 'select PG_SLEEP_UNTIL(now())'; -- expect
end;
$body$;
