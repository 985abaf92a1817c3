create table app.item (item_id bigint, day date);
create index item_day_idx on app.item (day);
create table app.event (event_id bigint, day date) partition by range (day);
create index event_day_idx on app.event (day);
