create function app.one(p_n int) returns int language sql return p_n;

comment on function app.one(int) is 'The same.';

create procedure app.two() language plpgsql as 'begin end';

create function pg_temp.three() returns int language sql return 1;

do $body$
begin
    execute 'comment on procedure app.two is $x$Nothing.$x$';
end;
$body$;
