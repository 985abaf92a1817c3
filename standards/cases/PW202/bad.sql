create table app.entry (
    entry_id bigint primary key,
    item_id bigint references app.item (item_id) on delete cascade, -- expect
    part_id bigint,
    constraint entry_part_id_fkey foreign key (part_id) -- expect
        references app.part (part_id) on update cascade ON DELETE CASCADE
);
alter table app.entry
    add column note text,
    add constraint entry_x_fkey foreign key (x) references app.x (x) on delete cascade not valid; -- expect
alter table app.entry add column y bigint references app.y on delete cascade; -- expect
do $$
begin
    alter table app.item add foreign key (x) references app.x (x) on delete cascade; -- expect
    execute 'alter table app.item add foreign key (y) references app.y (y) on delete cascade'; -- expect
end
$$;
