create table app.part (
    item_id bigint references app.item (item_id)
);
