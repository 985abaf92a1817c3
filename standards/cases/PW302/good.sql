create table app.entry (
    entry_id bigint not null,
    line_no bigint not null,
    shelf bigint not null,
    place bigint not null,
    constraint entry_pkey primary key (entry_id, line_no)
);
create index entry_line_no_idx on app.entry (line_no);
create unique index entry_id_key on app.entry (entry_id);
create index entry_some_idx on app.entry (entry_id) where shelf > 1;
create index entry_hash_idx on app.entry using hash (entry_id);
create index entry_with_idx on app.entry (entry_id) include (shelf);
create index entry_down_idx on app.entry (entry_id desc, shelf);
create index entry_shelf_idx on app.entry (shelf);
create index entry_shelf_place_idx on app.entry (shelf, place);
drop index concurrently if exists app.entry_shelf_idx;
do $$
begin
    create temp table seen (a bigint, b bigint, primary key (a, b));
    create index on seen (a);
    execute 'create index entry_place_idx on app.entry (place)';
end
$$;
