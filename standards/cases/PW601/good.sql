create function app.one() returns int
language sql
return 1;

create procedure app.two()
language plpgsql
as $body$
begin
    commit;
end;
$body$;
