create or replace function app.twice()
returns int
language sql
return 1;
