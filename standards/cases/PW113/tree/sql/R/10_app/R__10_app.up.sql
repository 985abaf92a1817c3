create or replace function app.up()
returns int
language sql
return api.top(); -- expect
