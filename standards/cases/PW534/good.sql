create table app.part (part_id bigint not null, constraint part_check check (part_id > 0));
alter table app.part drop constraint part_check, alter column part_id drop not null;
alter table app.item
    drop constraint item_stock_check,
    add constraint item_stock_check check (stock >= -10) not valid;
alter table app.item drop constraint item_code_key;
alter table app.item rename constraint item_code_2_key to item_code_key;
alter domain app.amount drop constraint amount_is_positive;
alter domain app.amount add constraint amount_is_positive check (value > 1) not valid;
create domain app.rate as numeric not null;
alter domain app.rate drop not null;
alter table app.item alter column note drop default;
comment on table app.item is 'drop constraint item_stock_check';
