create table app.entry (
    entry_id bigint primary key,
    price money not null, -- expect
    "Parts" MONEY[] -- expect
);
alter table app.entry add column tip pg_catalog.money; -- expect
create domain app.price as money; -- expect
select 12::money; -- expect
create function app.price_of(
    p_id bigint
)
returns money -- expect
language sql return 1;
do $$
begin
    perform cast('12' as money); -- expect
    execute 'alter table app.entry alter column price type money'; -- expect
end
$$;
