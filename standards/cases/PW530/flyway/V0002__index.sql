set lock_timeout = 0;
create index concurrently item_day_idx on app.item (day);
