grant select (item_id) on app.item to app_reader, public; -- expect
alter default privileges in schema app grant execute on functions to public; -- expect

do $body$
begin
    grant execute on function app.stock to public; -- expect
    execute 'grant usage on schema app to public'; -- expect
end;
$body$;
