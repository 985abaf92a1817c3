begin;
select plan(4);

select results_eq(
    $$ select convention, from_date, ledger.year_share(from_date, before_date, convention)
       from (values
           ('act/365', date '2024-01-01', date '2025-01-01'),
           ('act/360', '2024-01-01', '2025-01-01'),
           ('30E/360', '2024-01-01', '2025-01-01'),
           ('30E/360', '2024-02-28', '2024-02-29'),
           ('30E/360', '2024-02-29', '2024-03-01'),
           ('30E/360', '2023-02-28', '2023-03-01'),
           ('30E/360', '2024-01-30', '2024-01-31'),
           ('30E/360', '2024-01-31', '2024-02-01'),
           ('30E/360', '2024-05-31', '2024-08-31')
       ) as span (convention, from_date, before_date) $$,
    $$ values
        ('act/365', date '2024-01-01', 72 * 366::bigint),
        ('act/360', '2024-01-01', 73 * 366),
        ('30E/360', '2024-01-01', 73 * 360),
        ('30E/360', '2024-02-28', 73 * 1),
        ('30E/360', '2024-02-29', 73 * 2),
        ('30E/360', '2023-02-28', 73 * 3),
        ('30E/360', '2024-01-30', 0),
        ('30E/360', '2024-01-31', 73 * 1),
        ('30E/360', '2024-05-31', 73 * 90) $$,
    'counts leap days, the 31st and the end of February as the convention says'
);

select is_empty(
    $$ select convention, day
       from unnest(array['act/365', 'act/360', '30E/360']) as convention,
       generate_series(date '2023-12-30', '2024-03-02', interval '1 day') as day
       where
           ledger.year_share('2023-12-30', day::date, convention)
           + ledger.year_share(day::date, '2024-03-02', convention)
           <> ledger.year_share('2023-12-30', '2024-03-02', convention) $$,
    'comes to the same wherever a span is cut'
);

select is(
    ledger.year_share('2024-01-01', '2024-01-01', 'act/365'), 0::bigint,
    'is nothing for no day'
);

select volatility_is('ledger', 'year_share', 'immutable', 'depends on its arguments alone');

select finish();
rollback;
