set role app_owner; -- expect

set session app.actor = 'a'; -- expect

create function app.begin_work() returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $body$
begin
    perform pg_catalog.set_config('app.actor', 'a', FALSE); -- expect
    perform set_config('app.actor', 'a', 'f'::boolean); -- expect
    set search_path = app; -- expect
    set statement_timeout = '1s'; -- expect
    execute 'set app.actor to default'; -- expect
    execute $sql$select set_config('app.actor', 'a', false)$sql$; -- expect
end;
$body$;
