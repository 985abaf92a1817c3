set lock_timeout = '2s';

set client_encoding = 'UTF8';

set local role app_owner;

set constraints all deferred;

set transaction isolation level repeatable read;

create function app.begin_work(p_is_local boolean) returns void
language plpgsql volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set statement_timeout = '1s'
as $body$
begin
    perform set_config('app.actor', 'a', true);
    perform set_config('app.actor', 'a', p_is_local);
    set local work_mem = '1MB';
    reset role;
    update app.item set note = 'set role a' where item_id = 1;
    -- set role app_owner
    raise notice '%', current_setting('app.actor');
end;
$body$;
