create function app.trial() returns int language sql return 1;
drop function app.trial();
drop function if exists app.f(bigint, out text);
create function app.f(p_id bigint) returns table (id bigint) language sql
begin atomic select p_id; end;
drop function app.g;
create function app.g() returns int language sql return 1;
create or replace function app.h(p_id bigint) returns bigint language sql return p_id;
comment on function app.old_rate(bigint) is 'drop function app.old_rate(bigint)';
