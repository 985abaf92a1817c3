drop table if exists app.item
    cascade; -- expect
drop schema app cascade; -- expect
alter table app.item drop column note cascade; -- expect
drop owned by app_writer cascade; -- expect

do $do$
begin
    drop function app.f(bigint) cascade; -- expect
    execute 'drop view app.item_total cascade'; -- expect
end;
$do$;
