create table app.item (item_id bigint primary key, note text, code text, day date);
