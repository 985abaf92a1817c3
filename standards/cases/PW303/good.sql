create table app.entry (
    entry_id bigint primary key references app.thing (thing_id),
    item_id bigint not null references app.item (item_id),
    shelf bigint not null,
    place bigint not null,
    parent_id bigint,
    foreign key (shelf, place) references app.place (shelf, place),
    foreign key (parent_id) references app.entry (entry_id)
);
create index entry_item_idx on app.entry (item_id);
create index on app.entry (place, shelf, item_id);
create index entry_parent_idx on app.entry (parent_id) where parent_id is not null;
alter table app.entry add column kind_id bigint unique references app.kind (kind_id);
alter table app.elsewhere add foreign key (x) references app.x (x) not valid;
create table app.part_2 (like app.part including all, foreign key (x) references app.x (x));
create table app.line (
    entry_id bigint references app.entry (entry_id),
    line_no integer,
    primary key (entry_id, line_no)
);
do $$
begin
    create temp table seen (id bigint references app.item (item_id));
    execute 'create table app.last (x bigint primary key references app.x)';
end
$$;
