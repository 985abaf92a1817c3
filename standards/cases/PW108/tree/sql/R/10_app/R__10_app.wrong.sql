create or replace function app.other() -- expect
returns int
language sql
return 1;
