create table app.entry (
    entry_id bigint primary key,
    shelf bigint not null unique,
    place bigint not null,
    constraint entry_place_key unique (place),
    unique (place), -- expect
    label text not null
);
create index entry_shelf_idx on app.entry (shelf); -- expect
create unique index entry_id_key on app.entry (entry_id); -- expect
create index entry_label_idx on app.entry (label);
create index concurrently "Again" on app.entry USING btree (label); -- expect
create index entry_low_idx on app.entry (label) where shelf > 1;
create index entry_low_2_idx on app.entry (label) where shelf > 1; -- expect
alter table app.entry add constraint entry_again_key unique (shelf); -- expect
do $$
begin
    create index on app.entry (label); -- expect
    execute 'create index last_idx on app.entry (label)'; -- expect
end
$$;
