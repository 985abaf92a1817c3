create or replace function app.body()
returns int
language plpgsql
as $body$
begin
    perform api.top(); -- expect
    return (select 1 from api.list); -- expect
end;
$body$;
