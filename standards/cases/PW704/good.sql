revoke grant option for usage on schema app from app_reader;
grant app_reader to app_login;
grant execute on function app.stock to app_reader;
