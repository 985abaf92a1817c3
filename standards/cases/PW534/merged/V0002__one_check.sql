alter table app.item
    add constraint item_stock_check check (stock between 0 and 9) not valid,
    drop constraint item_low_check,
    drop constraint item_high_check,
    drop constraint item_key; -- expect
