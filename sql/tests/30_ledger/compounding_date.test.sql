begin;
select plan(2);

select results_eq(
    $$ select compounding, day, ledger.compounding_date(day, compounding)
       from unnest(array['daily', 'monthly', 'quarterly', 'yearly']) as compounding,
       unnest(array['2024-01-01', '2024-02-29', '2024-12-31']::date[]) as day
       order by array_position(array['daily', 'monthly', 'quarterly'], compounding), day $$,
    $$ values
        ('daily', date '2024-01-01', date '2024-01-02'),
        ('daily', '2024-02-29', '2024-03-01'),
        ('daily', '2024-12-31', '2025-01-01'),
        ('monthly', '2024-01-01', '2024-02-01'),
        ('monthly', '2024-02-29', '2024-03-01'),
        ('monthly', '2024-12-31', '2025-01-01'),
        ('quarterly', '2024-01-01', '2024-04-01'),
        ('quarterly', '2024-02-29', '2024-04-01'),
        ('quarterly', '2024-12-31', '2025-01-01'),
        ('yearly', '2024-01-01', '2025-01-01'),
        ('yearly', '2024-02-29', '2025-01-01'),
        ('yearly', '2024-12-31', '2025-01-01') $$,
    'is the first day of the next day, month, quarter or year'
);

select volatility_is('ledger', 'compounding_date', 'immutable', 'depends on its arguments alone');

select finish();
rollback;
