create table app.part (part_id bigint);
alter table app.part add primary key (part_id);
alter table app.item add constraint item_pkey primary key using index item_item_id_key;
create table app.bit (bit_id bigint primary key);
