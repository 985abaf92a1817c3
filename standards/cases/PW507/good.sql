create table app.part (part_id bigint unique);
alter table app.part add constraint part_id_key unique (part_id);
alter table app.item add constraint item_code_key unique using index item_code_key deferrable;
comment on table app.item is 'alter table app.item add unique (code)';
