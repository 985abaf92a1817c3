grant select on app.item to app_reader; -- expect
grant update (stock) on table app.item to app_writer; -- expect
grant select on all tables in schema app to app_reader; -- expect
grant insert on app.item to report_read; -- expect

do $body$
begin
    grant delete on app.item to app_writer; -- expect
    execute 'grant truncate on app.item to app_writer'; -- expect
    execute 'alter default privileges in schema app grant select on tables to app_reader'; -- expect
end;
$body$;
