create table app.thing (thing_id bigint primary key, item_id bigint not null, kind_id bigint not null);
create index thing_item_id_idx on app.thing (item_id);
