create or replace function api.top()
returns int
language sql
return app.f();
