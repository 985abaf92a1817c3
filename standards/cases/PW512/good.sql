create table app.part (part_id bigint, twice bigint generated always as (part_id * 2) stored);
alter table app.part add column thrice bigint generated always as (part_id * 3) stored;
alter table app.item add column total bigint;
alter table app.item add column total_too bigint generated always as (price * stock) virtual;
comment on column app.item.total is 'generated always as (price * stock) stored';
