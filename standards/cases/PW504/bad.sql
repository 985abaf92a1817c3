create index concurrently item_day_idx on app.item (day); -- expect
create index concurrently item_note_idx on app.item (note); -- expect

do $do$
begin
    drop index concurrently app.item_code_idx; -- expect
    execute 'create index concurrently item_code_idx on app.item (code)'; -- expect
    execute 'alter table app.event detach partition app.event_2025 concurrently'; -- expect
end;
$do$;
