drop table if exists app.item, app."Old"; -- expect
drop schema app; -- expect
drop materialized view app.daily; -- expect
drop sequence app.item_no; -- expect
drop owned by app_writer; -- expect

do $do$
begin
    drop view app.item_total; -- expect
    execute 'drop table app.old_item'; -- expect
    execute format('drop table %I.%I', 'app', 'item'); -- expect
end;
$do$;
