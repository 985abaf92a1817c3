create table app.entry (
    entry_id bigint not null,
    line_no bigint not null,
    shelf bigint not null,
    place bigint not null,
    constraint entry_pkey primary key (entry_id, line_no)
);
create index entry_id_idx on app.entry (entry_id); -- expect
create index entry_shelf_idx on app.entry (shelf);
create index entry_shelf_place_idx on app.entry (shelf, place); -- expect
do $$
begin
    create index on app.entry (entry_id); -- expect
    execute 'create index last_idx on app.entry (entry_id)'; -- expect
end
$$;
