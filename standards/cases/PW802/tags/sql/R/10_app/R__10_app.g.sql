create or replace function app.g()
returns int
language sql
return 1;
