do $do$
declare
    v_first timestamp := date_trunc('month', date '2026-01-01');
    v_next timestamp without time zone;
begin
    v_next := v_first + interval '1 month';
    perform app.add_part(v_first, v_next);
end;
$do$;

do $do$
declare
    v_local timestamp := now() at time zone 'Europe/Vienna';
begin
    perform app.say(to_char(v_local, 'HH24:MI'));
end;
$do$;
