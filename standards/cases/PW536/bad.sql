drop function if exists app.f(bigint), app."G"(text); -- expect
drop procedure app.p; -- expect
drop aggregate app.total(bigint); -- expect
drop routine app.g; -- expect
drop function app.h(bigint); -- expect
create function app.h(p_id bigint, p_day date) returns bigint language sql return p_id;

do $do$
begin
    drop function app.f(bigint); -- expect
    execute 'drop function app.f(bigint)'; -- expect
end;
$do$;
