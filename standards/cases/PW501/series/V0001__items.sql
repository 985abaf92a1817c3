create table app.item (item_id bigint primary key, day date);
create index item_day_idx on app.item (day);
create table app.event (event_id bigint, day date) partition by range (day);
