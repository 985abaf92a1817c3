create or replace function app.one() returns int
language sql stable
set search_path = '' -- expect
as 'select 1';
