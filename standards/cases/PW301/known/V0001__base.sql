create table app.thing (thing_id bigint primary key, shelf bigint not null);
create index thing_shelf_idx on app.thing (shelf);
