create domain app.rate as numeric constraint rate_is_positive check (value > 0 and value < 'Infinity');
create domain app.share as numeric
    constraint share_is_positive check (value >= 0)
    constraint share_is_small check (value <= 1);
create domain app.part as double precision constraint part_check check (value between 0 and 1);
create domain app.mark as numeric constraint mark_is_number check (value > 0 and value <> 'NaN');
create domain app.step as numeric constraint step_is_known check (value in (1, 2, 5));
create domain app.count as bigint constraint count_is_positive check (value > 0);
create table app.entry (
    entry_id bigint primary key constraint entry_id_check check (entry_id > 0),
    price numeric not null,
    day date not null,
    constraint entry_price_check check (price > 0),
    constraint entry_price_is_finite check (price < 'Infinity'::numeric),
    constraint entry_day_check check (day > '2020-01-01')
);
alter table app.elsewhere add constraint elsewhere_price_check check (price > 0);
select 'check (price > 0)', price > 0 from app.entry where price > 0; -- check (price > 0)
do $$
begin
    create temp table seen (price numeric check (price > 0));
    execute 'create domain app.last as numeric constraint last_check check (value < 0)';
end
$$;
