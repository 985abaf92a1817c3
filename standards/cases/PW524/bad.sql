alter table app.event
    detach partition app."Event_2025"; -- expect

do $do$
begin
    alter table if exists app.event detach partition app.event_2025; -- expect
    execute 'alter table app.event detach partition app.event_2025'; -- expect
end;
$do$;
