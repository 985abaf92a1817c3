alter table app.item add constraint item_stock_check check (stock >= 0) not valid;
alter table app.party alter column name set statistics 100;
alter table app.item
    alter column note set statistics 100,
    validate constraint item_stock_check; -- expect
