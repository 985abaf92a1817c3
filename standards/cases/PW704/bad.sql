grant app_reader to app_login with admin option; -- expect

do $body$
begin
    grant execute on function app.stock to app_reader with grant option; -- expect
    execute 'grant usage on schema app to app_reader with grant option'; -- expect
end;
$body$;
