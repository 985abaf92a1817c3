create or replace function app.f()
returns int
language sql
return 1;
