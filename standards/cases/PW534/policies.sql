drop policy item_read on app.item; -- expect
DROP POLICY IF EXISTS "Item read" ON app.item; -- expect

do $do$
begin
    drop policy item_read on app.item; -- expect
    execute 'drop policy item_read on app.' || 'item'; -- expect
end;
$do$;

drop policy part_read on app.part;
create policy part_read on app.part for select to app_reader using (is_open);

create table app.tray (tray_id bigint primary key);
create policy tray_read on app.tray for select to app_reader using (tray_id > 0);
drop policy tray_read on app.tray;
alter policy item_read on app.item to app_reader;
