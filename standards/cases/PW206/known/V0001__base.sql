create table app.thing (thing_id bigint primary key, shelf bigint not null, place bigint);
