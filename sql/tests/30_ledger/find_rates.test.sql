begin;
select plan(5);

select fixture.book();

insert into ledger.exchange_rate (book_id, currency, rate_date, rate, source)
values
(fixture.id(1), 'USD', '2026-01-02', 1.1, 'test'),
(fixture.id(1), 'JPY', '2026-01-02', 120, 'test'),
(fixture.id(1), 'USD', '2026-01-05', 1.2, 'test');

create function pg_temp.found(p_sold text, p_bought text, p_from date, p_to date)
returns table (rate_date date, sold_rate numeric, bought_rate numeric)
language sql
begin atomic
    select
        rate_date,
        sold_rate,
        bought_rate
    from ledger.find_rates(fixture.id(1), p_sold, p_bought, p_from, p_to);
end;

select results_eq(
    $$ select * from pg_temp.found('EUR', 'USD', '2025-12-31', '2026-01-07') $$,
    $$ values (date '2026-01-05', 1::numeric, 1.2) $$,
    'takes the last day, and one for the euro that is sold'
);

select results_eq(
    $$ select * from pg_temp.found('USD', 'EUR', '2026-01-01', '2026-01-04') $$,
    $$ values (date '2026-01-02', 1.1, 1::numeric) $$,
    'takes none after the last day, and one for the euro that is bought'
);

select results_eq(
    $$ select * from pg_temp.found('USD', 'JPY', '2026-01-02', '2026-01-07') $$,
    $$ values (date '2026-01-02', 1.1, 120::numeric) $$,
    'takes the last day that has both'
);

select is_empty(
    $$ select found.*
       from (values
           ('USD', 'JPY', date '2026-01-03', date '2026-01-07'),
           ('EUR', 'JPY', '2025-12-01', '2026-01-01'),
           ('EUR', 'GBP', '2025-12-01', '2026-01-07'),
           ('USD', 'USD', '2025-12-01', '2026-01-07'),
           ('EUR', 'EUR', '2025-12-01', '2026-01-07')
       ) as asked (sold, bought, first, last),
       pg_temp.found(sold, bought, first, last) as found $$,
    'finds none outside the days, of an unknown currency, or of a currency to itself'
);

select is_empty(
    $$ select * from ledger.find_rates(
           fixture.id(2), 'EUR', 'USD', '2025-12-31', '2026-01-07'
       ) $$,
    'looks into no other book'
);

select finish();
rollback;
