alter table app.item
    set (fillfactor = 80),
    set unlogged; -- expect
alter table app."Part" set access method heap; -- expect
alter table all in tablespace slow set tablespace fast; -- expect

do $do$
begin
    alter table app.item set tablespace fast; -- expect
    execute 'alter table app.item set logged'; -- expect
end;
$do$;
