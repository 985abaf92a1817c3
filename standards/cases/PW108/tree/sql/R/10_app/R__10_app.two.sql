create or replace function app.two()
returns int
language sql
return 1;
create function app.other() returns int language sql return 1; -- expect
