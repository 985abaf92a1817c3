alter table app.event
    attach partition app.event_2025 for values from ('2025-01-01') to ('2026-01-01');
alter table app.event
    attach partition app.event_2026 for values from ('2026-01-01') to ('2027-01-01');
alter table app.event
    attach partition app.event_2027 for values from ('2027-01-01') to ('2028-01-01'); -- expect
alter table app.event
    attach partition app.unknown for values from ('2029-01-01') to ('2030-01-01');
create table app.event_2030 (like app.event);
alter table app.event
    attach partition app.event_2030 for values from ('2030-01-01') to ('2031-01-01');

do $do$
begin
    alter table app.event
        attach partition app.event_2024 for values from ('2024-01-01') to ('2025-01-01'); -- expect
    execute 'alter table app.event attach partition app.event_2028 default'; -- expect
end;
$do$;
