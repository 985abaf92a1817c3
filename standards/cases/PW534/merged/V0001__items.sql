create table app.item (
    item_id bigint,
    stock bigint,
    constraint item_low_check check (stock >= 0),
    constraint item_high_check check (stock <= 9),
    constraint item_key unique (item_id)
);
