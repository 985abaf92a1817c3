create or replace function app.inner()
returns void
language plpgsql
as $body$
begin
create function app.deep() returns int language sql return 1;
end;
$body$;
