create function app.one() returns int language sql return 1;

revoke all on function app.one() from public;

do $body$
begin
    create function app.two() returns int language sql return 1;
    revoke execute on routine app.two from app_reader, public;
    create function app.helper() returns int language sql return 1;
    perform app.helper();
    drop function app.helper();
    execute $sql$
        create procedure app.three() language plpgsql as 'begin end';
        revoke all on procedure app.three from public
    $sql$;
end;
$body$;

create function pg_temp.four() returns int language sql return 1;

create function app.check_it() returns trigger
language plpgsql
as $inner$ begin return new; end $inner$;
