alter index app.item_day_idx set tablespace fast; -- expect
ALTER INDEX IF EXISTS app."Item_idx" SET TABLESPACE fast; -- expect

do $do$
begin
    alter index app.item_day_idx set tablespace fast; -- expect
    execute 'alter index app.item_day_idx set tablespace ' || quote_ident('fast'); -- expect
end;
$do$;

alter index app.item_day_idx set (fillfactor = 80);
alter index app.item_day_idx attach partition app.item_day_2026_idx;
