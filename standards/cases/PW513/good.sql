create table app.part (part_id bigint generated always as identity);
alter table app.part add column part_no serial;
alter table app.item add column item_no bigint;
alter table app.item alter column item_no set default nextval('app.item_no');
alter table app.item alter column item_no add generated always as identity;
comment on column app.item.item_no is 'bigserial';
