comment on table app.one is 'No routine.';

create function app.one() returns int language sql return 1; -- expect

do $body$
begin
    create procedure app.two() language plpgsql as 'begin end'; -- expect
    execute 'create function app.three() returns int language sql return 1'; -- expect
end;
$body$;
