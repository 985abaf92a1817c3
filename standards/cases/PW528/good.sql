create table app.part (part_id bigint);
create temporary table staged (item_id bigint);
drop table app.part cascade;
drop table staged cascade;
drop table app.item restrict;
alter table app.item drop constraint item_party_id_fkey;
create table app.log (item_id bigint references app.item on delete cascade);
comment on table app.item is 'drop table app.item cascade';
