alter table app.item rename column note to remark; -- expect
alter table app.item rename to thing; -- expect
ALTER TABLE app."Part" SET SCHEMA stock; -- expect
alter view app.item_total rename to total; -- expect
alter function app.f(bigint) rename to g; -- expect
alter schema app rename to stock; -- expect
alter type app.mood set schema stock; -- expect

do $do$
begin
    alter table app.item rename note to remark; -- expect
    execute 'alter table app.item rename to thing'; -- expect
end;
$do$;
