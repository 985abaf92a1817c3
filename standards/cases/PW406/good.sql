create table app.entry (
    entry_id bigint primary key,
    price numeric(12, 2) not null,
    fee bigint not null,
    latitude double precision,
    match_score real,
    elapsed_ms double precision,
    note text default 'double precision' -- real
);
alter table app.entry add column tax numeric;
select avg(price)::double precision from app.entry where fee > 1.5;
create function app.share(p_part double precision) returns double precision
language sql return p_part / 2;
do $$
declare
    v_part double precision := 0.5;
begin
    create temp table seen (price real);
    execute 'alter table app.entry add column discount numeric';
end
$$;
