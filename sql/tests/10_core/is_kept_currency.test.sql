begin;
select plan(1);

select results_eq(
    $$ select currency, core.is_kept_currency(currency)
       from unnest(array['EUR', 'DEM', 'EUX', 'XAU']) as currency $$,
    $$ values ('EUR', true), ('DEM', true), ('EUX', false), ('XAU', false) $$,
    'knows one in use, one withdrawn, none, and gold, which has no minor unit'
);

select finish();
rollback;
