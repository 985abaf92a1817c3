create table app.part (part_id bigint);
alter table app.part alter column part_id set not null;
alter table app.item add constraint item_note_check check (note is not null) not valid;
alter table app.item add constraint item_code_nn not null code not valid;
alter table app.item alter column note drop not null;
comment on column app.item.note is 'alter column note set not null';
