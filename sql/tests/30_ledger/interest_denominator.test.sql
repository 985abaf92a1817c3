begin;
select plan(2);

select is(
    ledger.interest_denominator(), 2628000000000::numeric,
    'is what the contracts say that a remainder is counted in'
);

select is(
    ledger.interest_denominator(),
    100000000 * ledger.year_share('2023-01-01', '2024-01-01', 'act/365')::numeric,
    'is a whole year of act/365, in the units of a rate'
);

select finish();
rollback;
