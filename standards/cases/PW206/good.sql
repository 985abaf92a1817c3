create table app.entry (
    entry_id bigint primary key,
    shelf bigint not null,
    place bigint,
    label text unique,
    unique nulls not distinct (shelf, place),
    unique (entry_id, shelf),
    constraint entry_label_key unique nulls distinct (label, shelf)
);
create unique index entry_shelf_place_key on app.entry (shelf, place) nulls not distinct;
create unique index entry_place_label_key on app.entry (place, label) where label is not null;
create unique index entry_lower_key on app.entry (lower(label));
create index entry_place_idx on app.entry (shelf, place);
create unique index on app.elsewhere (a, b);
create table app.line (
    entry_id bigint,
    line_no integer,
    side text,
    primary key (entry_id, line_no),
    unique (entry_id, line_no)
);
alter table app.line alter column side set not null;
create unique index line_side_key on app.line (entry_id, side);
do $$
begin
    create temp table seen (a bigint, b bigint, unique (a, b));
    execute 'create table app.last (a bigint primary key, b text not null, unique (a, b))';
end
$$;
