create table app.part (part_id bigint, note text);
alter table app.part drop column note;
create temporary table staged (item_id bigint);
alter table staged drop column item_id;
comment on column app.item.note is 'alter table app.item drop column note';
