create table app.thing (thing_id bigint primary key, shelf bigint not null, place bigint not null);
create index thing_shelf_place_idx on app.thing (shelf, place);
