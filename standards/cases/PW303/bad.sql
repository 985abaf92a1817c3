create table app.entry (
    entry_id bigint primary key,
    item_id bigint not null references app.item (item_id), -- expect
    shelf bigint not null,
    place bigint not null,
    parent_id bigint,
    constraint entry_place_fkey -- expect
        foreign key (shelf, place) references app.place (shelf, place),
    foreign key (parent_id) references app.entry (entry_id) -- expect
);
create index entry_place_idx on app.entry (place);
create index entry_item_idx on app.entry (shelf, item_id);
create index entry_parent_idx on app.entry (parent_id) where shelf > 1;
alter table app.entry add column kind_id bigint references app.kind (kind_id); -- expect
do $$
begin
    create table app.later (
        id bigint primary key,
        item_id bigint references app.item (item_id) -- expect
    );
    execute 'create table app.last (id bigint primary key, x bigint references app.x)'; -- expect
end
$$;
