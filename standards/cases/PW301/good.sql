create table app.entry (
    entry_id bigint primary key,
    shelf bigint not null,
    place bigint not null,
    label text not null
);
create index entry_shelf_idx on app.entry (shelf);
create unique index entry_shelf_key on app.entry (shelf);
create index entry_place_idx on app.entry (place);
create index entry_place_new_idx on app.entry (place);
drop index app.entry_place_idx;
create index entry_label_idx on app.entry (label);
create index entry_label_like_idx on app.entry (label text_pattern_ops);
create index entry_label_some_idx on app.entry (label) where shelf > 1;
create index entry_label_other_idx on app.entry (label) where shelf > 2;
create index entry_label_hash_idx on app.entry using hash (label);
create index entry_lower_idx on app.entry (lower(label));
create index entry_upper_idx on app.entry (upper(label));
create index if not exists entry_label_idx on app.entry (label);
create index elsewhere_idx on app.elsewhere (a);
create index elsewhere_2_idx on app.elsewhere (a);
create unique index entry_shelf_nulls_key on app.entry (shelf) nulls not distinct;
do $$
begin
    create temp table seen (a bigint primary key);
    create index on seen (a);
    execute 'create index entry_last_idx on app.entry (shelf, label)';
end
$$;
