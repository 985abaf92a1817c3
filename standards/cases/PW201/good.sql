create table app.entry (entry_id bigint primary key, note text);
create table app.line (
    entry_id bigint,
    line_no integer,
    constraint line_pkey primary key (entry_id, line_no)
);
create table app.later (id bigint not null);
alter table app.later add constraint later_pkey primary key (id);
create table app.later_by_index (id bigint not null);
create unique index later_by_index_pkey on app.later_by_index (id);
alter table app.later_by_index add constraint later_by_index_pkey primary key using index later_by_index_pkey;
create table app.part_2026 partition of app.part for values from (1) to (2);
create table app.shape (like app.item including all);
create table app.shape_2 (like app.item including indexes including defaults);
create temporary table seen (id bigint);
create temp table seen_2 as select 1 as id;
create foreign table app.far (id bigint) server elsewhere;
create type app.pair as (one bigint, two bigint);
create view app.list as select item_id from app.item;
alter table app.item add column note text;
do $$
begin
    create temp table seen_3 (id bigint);
    execute 'create table app.last (id bigint primary key)'; -- create table x (id bigint)
end
$$;
