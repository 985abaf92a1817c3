create function app.own() returns bigint language sql return 1;
create table app.item (
    item_id bigint default app.f(), -- expect
    note text default 'app.f()',
    constraint item_check check (item_id > app.g()) -- expect
);
alter table app.item alter column item_id set default app.own();
alter table app.item alter column item_id set default f();

create trigger item_keep before update on app.item -- expect
for each row execute function app.keep();

create function app.later() returns bigint language sql
as $body$ select app.f() $body$;

create function app.now() returns bigint language sql return app.g(); -- expect

do $do$
begin
    perform app.f(); -- expect
    execute 'select app.g()'; -- expect
    if app.f() > 1 then -- expect
        call app.g(); -- expect
    end if;
end;
$do$;

grant execute on function app.f() to app_reader; -- expect
select pg_catalog.now(), other.f();
