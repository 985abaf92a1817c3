create table app.entry (
    entry_id bigint primary key,
    price bigint not null,
    money numeric not null, -- money
    note text default 'money'
);
create domain app.money as bigint;
alter table app.entry add column tip app.money;
select money from app.entry where entry_id = 1;
do $$
declare
    v_money bigint := 1;
begin
    execute 'alter table app.entry add column money_back numeric';
end
$$;
