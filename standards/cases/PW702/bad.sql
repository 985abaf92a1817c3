grant all privileges on function app.stock to app_writer; -- expect
alter default privileges in schema app grant all on tables to app_writer; -- expect

do $body$
begin
    grant all (stock) on app.item to app_writer; -- expect
    execute format('grant all on schema %I to app_writer', 'app'); -- expect
end;
$body$;
