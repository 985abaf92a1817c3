set lock_timeout = 0;
drop index concurrently if exists app.item_day_idx;
create index concurrently item_day_idx on app.item (day);
set lock_timeout = '2s';
