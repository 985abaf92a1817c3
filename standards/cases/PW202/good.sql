create table app.entry (
    entry_id bigint primary key,
    item_id bigint references app.item (item_id),
    part_id bigint references app.part (part_id) on delete restrict,
    size_id bigint references app.size (size_id) on delete set null,
    kind_id bigint references app.kind (kind_id) on update cascade,
    note text default 'on delete cascade' -- on delete cascade
);
create temporary table seen (id bigint references other on delete cascade);
drop table app.old cascade;
delete from app.entry where entry_id = 1;
do $$
begin
    execute 'alter table app.item add foreign key (x) references app.x (x) on delete no action';
end
$$;
