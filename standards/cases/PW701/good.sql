revoke all on schema app from public;
alter default privileges revoke execute on functions from public;
grant app_reader to app_login;
grant usage on schema public to app_reader;

do $body$
begin
    execute 'revoke execute on function app.stock from public';
    raise notice 'grant usage on schema app to public';
end;
$body$;
