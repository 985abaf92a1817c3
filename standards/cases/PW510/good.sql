create table app.part (part_id bigint);
alter table app.part add column note text not null;
alter table app.item
    add column note text not null default '',
    add column day date default current_date not null,
    add column code text,
    add column item_no bigint not null generated always as identity,
    add column row_no bigserial not null,
    add column total bigint not null generated always as (1) stored;
alter table app.item alter column code set not null;
comment on table app.item is 'add column note text not null';
