create table app.entry (
    entry_id bigint primary key,
    shelf bigint not null,
    place bigint,
    label text,
    unique (shelf, place), -- expect
    constraint entry_label_key unique (label, shelf) -- expect
);
create unique index entry_shelf_label_key on app.entry (shelf, label); -- expect
alter table app.entry add constraint entry_all_key unique (place, entry_id, label); -- expect
alter table app.entry
    add column mark text,
    add unique (shelf, mark); -- expect
do $$
begin
    create unique index on app.entry (place, shelf); -- expect
    execute 'create table app.last (a bigint primary key, b text, unique (a, b))'; -- expect
end
$$;
