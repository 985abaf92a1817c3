create table app.part (part_id bigint primary key check (part_id > 0));
alter table app.part add constraint part_id_check check (part_id < 100);
alter table app.item add constraint item_stock_check check (stock >= 0) not valid;
alter table app.item validate constraint item_other_check;
-- alter table app.item add check (true);
