create index i1 on app.entry (shelf); -- expect
create index concurrently idx_entry_shelf on app.entry (shelf); -- expect
create unique index entry_shelf_idx on app.entry (shelf); -- expect
create index entry_shelf_key on app.entry (shelf); -- expect
create index if not exists "Entry_shelf_idx" on app.entry using gin (tags); -- expect
create index other_shelf_idx on app.entry (shelf); -- expect
do $$
begin
    create index later_idx on app.entry (shelf); -- expect
    execute 'create index idx_last on app.entry (shelf)'; -- expect
end
$$;
