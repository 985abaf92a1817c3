create table app.entry (
    entry_id bigint primary key,
    price double precision not null, -- expect
    fee REAL, -- expect
    total float, -- expect
    "Parts" float8[] -- expect
);
alter table app.entry
    add column tax float(24), -- expect
    alter column fee type float4; -- expect
create domain app.amount as double precision; -- expect
create type app.pair as (amount real); -- expect
do $$
begin
    create table app.later (
        amount double precision primary key -- expect
    );
    execute 'alter table app.entry add column discount real'; -- expect
end
$$;
