revoke all on function app.stock from public;
grant select, insert on app.item to app_writer;
grant execute on all functions in schema app to app_writer;
grant app_writer to app_login;
