create table app.entry (
    entry_id bigint primary key constraint entry_id_check check (entry_id > 0),
    stock bigint not null,
    unique (stock),
    constraint entry_stock_check check (stock >= 0),
    note text default 'check (stock > 0)' -- check (stock > 0)
);
create domain app.amount as bigint constraint amount_is_positive check (value > 0);
alter domain app.amount add constraint amount_is_small check (value < 100) not valid;
alter table app.entry validate constraint entry_stock_check;
create policy entry_read on app.entry for select using (stock > 0) ;
create policy entry_write on app.entry for insert with check (stock > 0);
create view app.list as select entry_id from app.entry where stock > 0 with check option;
do $$
begin
    create temp table seen (id bigint check (id > 0));
    execute 'alter table app.item add constraint item_stock_check check (stock > 0)';
end
$$;
