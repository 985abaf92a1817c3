create table app.item_new (item_id bigint primary key);
alter table app.item rename to item_old;
alter table app.item_new rename to item;
