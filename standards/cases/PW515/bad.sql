-- Contracts between parties hold a note each.
alter table app.item
    add column remark text default f(1, 2),
    drop column note, -- expect
    drop column if exists "Code" cascade; -- expect

do $do$
begin
    alter table app.item drop stock; -- expect
    execute 'alter table app.item drop column stock'; -- expect
end;
$do$;
