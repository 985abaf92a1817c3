create or replace function app.f()
returns int
language sql
return 1;
comment on function app.f is 'A.

@error AP999 never asked of this file, the register has them';
