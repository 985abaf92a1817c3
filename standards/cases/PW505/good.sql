create table app.part (part_id bigint primary key, party_id bigint references app.party);
alter table app.part add constraint part_item_fkey foreign key (part_id) references app.item;
alter table app.item
    add constraint item_party_id_fkey foreign key (party_id) references app.party not valid;
alter table app.item alter constraint item_old_fkey deferrable;
alter table app.item validate constraint item_old_fkey;
create temporary table staged (item_id bigint);
alter table staged add foreign key (item_id) references staged_too;
comment on column app.item.party_id is 'add foreign key (party_id) references app.party';
