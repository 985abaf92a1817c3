alter table app.item
    disable trigger all; -- expect
alter table app."Item" disable trigger user; -- expect
alter table app.item enable replica trigger item_audit; -- expect
set session_replication_role = replica; -- expect
drop trigger item_audit on app.item; -- expect

create function app.quiet() returns void
language plpgsql
set session_replication_role = 'replica' -- expect
as $body$
begin
    null;
end;
$body$;

do $do$
begin
    alter table app.item disable trigger item_audit; -- expect
    execute 'set local session_replication_role = replica'; -- expect
    perform set_config('session_replication_role', 'replica', true); -- expect
end;
$do$;
