create or replace function core.f() -- expect
returns int
language sql
return 1;
