create domain app.label as text constraint label_length check (length(value) <= 10);
create domain app.price as bigint constraint price_positive check (value > 0);
create domain app.rate as numeric constraint rate_positive check (value > 0 and value < 'Infinity');
create domain app.word as varchar;
create table app.entry (entry_id bigint primary key, price numeric(12, 2) not null);
select 'create domain app.x as varchar(10)'; -- create domain app.x as varchar(10)
do $$
begin
    execute 'create domain app.last as text';
end
$$;
