drop function if exists app.f(bigint);
create function app.f(p_id bigint, p_day date) returns bigint language sql return p_id;
