create function app.one() returns int language sql return 1; -- expect

revoke all on function app.another from public;

revoke execute on function app.one from app_reader;

do $body$
begin
    create function app.two() returns int language sql return 1; -- expect
    execute 'create procedure app.three() language plpgsql as ''begin end'''; -- expect
end;
$body$;

create function app.check_it() returns trigger -- expect
language plpgsql security definer
as $inner$ begin return new; end $inner$;

grant execute on function app.two to public;
