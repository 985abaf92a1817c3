alter table app.item add constraint item_stock_check check (stock >= 0) not valid;
alter table app.item validate constraint item_stock_check;
