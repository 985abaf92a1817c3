create table app.part (part_id bigint primary key);
reindex table app.part;
reindex (concurrently) table app.item;
reindex (concurrently on, verbose) index app.item_day_idx;
comment on table app.item is 'reindex table app.item';
