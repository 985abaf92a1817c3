create index entry_shelf_idx on app.entry (shelf);
create index on app.entry (shelf);
create unique index entry_shelf_key on app.entry (shelf);
create unique index concurrently entry_pkey on app.entry (entry_id);
create index concurrently if not exists entry_open_idx on app.entry (shelf) where is_open;
create temporary table seen (id bigint);
create index s on seen (id);
drop index app.i1;
select 'create index i1 on app.entry (shelf)'; -- create index i1 on app.entry (shelf)
do $$
begin
    execute format('create index %I on app.entry (shelf)', 'x');
    execute 'create index entry_last_idx on app.entry (shelf)';
end
$$;
