create or replace function app.g() -- expect
returns int
language sql
return 1;
