create domain app.rate as numeric constraint rate_is_positive check (value > 0); -- expect
create domain app.share as double precision
    constraint share_is_whole check (value >= 0) -- expect
    constraint share_is_not_one check (value <> 1); -- expect
create domain app.mark as numeric(5, 2);
alter domain app.mark add constraint mark_is_positive check (0 < value); -- expect
create table app.entry (
    entry_id bigint primary key,
    price numeric(12, 2) not null constraint entry_price_check check (price > 0), -- expect
    weight real,
    tax numeric,
    constraint entry_weight_check check (weight >= 0 or weight is null), -- expect
    constraint entry_tax_check check (entry_id > 0 and tax > 0.5) -- expect
);
alter table app.entry add constraint entry_tax_2_check check (tax > 1) not valid; -- expect
do $$
begin
    alter table app.entry add constraint entry_w_check check (weight > 0::real); -- expect
    execute 'create domain app.last as numeric constraint last_check check (value > 0)'; -- expect
end
$$;
