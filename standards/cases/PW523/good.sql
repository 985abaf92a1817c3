vacuum (analyze) app.item;
vacuum (full false) app.item;
vacuum (verbose, full off) app.item;
analyze app.item;
alter table app.item cluster on item_day_idx;
comment on table app.item is 'vacuum full';
