create or replace function app.two() returns int
language sql stable
set search_path = app, pg_temp -- expect
as 'select 1';
