create or replace function app.f()
returns int
language sql
return 1;
comment on function app.f is
'A.

@error AP101 when there is none
@error AP102 when there are two -- expect
';
