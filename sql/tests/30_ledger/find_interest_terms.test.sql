begin;
select plan(2);

select fixture.interest_account();
select fixture.interest_account(13);
select fixture.terms('2026-01-01');
select fixture.terms('2026-01-10');
select fixture.terms('2026-01-05', p_number => 13);

select results_eq(
    $$ select day, (ledger.find_interest_terms(fixture.id(1), fixture.id(12), day)).from_date
       from unnest(array['2025-12-31', '2026-01-01', '2026-01-09', '2026-01-10']::date[]) as day $$,
    $$ values
        (date '2025-12-31', null::date),
        ('2026-01-01', '2026-01-01'),
        ('2026-01-09', '2026-01-01'),
        ('2026-01-10', '2026-01-10') $$,
    'finds the last terms of the account that begin by the day'
);

select is(
    (ledger.find_interest_terms(fixture.id(2), fixture.id(12), '2026-01-10')).from_date, null,
    'looks into no other book'
);

select finish();
rollback;
