begin;
select plan(9);

select fixture.book();

do $body$
begin
    perform api.set_rates(fixture.id(1), date '2026-01-01' + n, format(
        '{"USD": "1.%s", "JPY": 120}', n
    )::jsonb, 'file ' || n)
    from generate_series(1, 4) as n;
end;
$body$;

create function pg_temp.listed(
    p_from date default null,
    p_to date default null,
    p_after date default null,
    p_limit integer default 50
)
returns table (rate_date date, rate numeric)
language sql
begin atomic
    select
        rate_date,
        rate
    from api.list_rates(fixture.id(1), 'USD', p_from, p_to, p_after, p_limit, 'user:7');
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.list_rates(%L, %L, p_limit => null)', book_id, currency
       ))
       from (values (null, null), (fixture.id(1), null), (fixture.id(1), 'USD'))
           as asked (book_id, currency) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'currency', 'limit']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_rates(fixture.id(1), null) $$,
    'LG002', 'A required value is missing.',
    'refuses to list without a currency'
);

select throws_ok(
    $$ select pg_temp.listed('2026-01-03', '2026-01-02') $$,
    'LG004', 'The first day comes after the last.',
    'refuses days in the wrong order'
);


-- 4 judge

select throws_ok(
    $$ select api.list_rates(fixture.id(1), 'USD', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);


-- The answer

select results_eq(
    $$ select rate_date, currency::text, rate::numeric, source::text
       from api.list_rates(fixture.id(1), 'USD') $$,
    $$ select date '2026-01-01' + n, 'USD', ('1.' || n)::numeric, 'file ' || n
       from generate_series(1, 4) as n $$,
    'lists the rates of the currency in the order of their days'
);

select results_eq(
    $$ select rate_date from pg_temp.listed('2026-01-03', '2026-01-04') $$,
    $$ values (date '2026-01-03'), ('2026-01-04') $$,
    'has both days, and none outside'
);

select results_eq(
    $$ select rate_date from pg_temp.listed('2026-01-03', '2026-01-03') $$,
    $$ values (date '2026-01-03') $$,
    'has one day where both are the same'
);

select results_eq(
    $$ select rate_date from pg_temp.listed(p_after => '2026-01-02', p_limit => 2) $$,
    $$ values (date '2026-01-03'), ('2026-01-04') $$,
    'begins after the day that is named, and ends with the limit'
);

select is_empty(
    $$ select * from api.list_rates(fixture.id(1), 'EUR') $$,
    'has none of the euro'
);

select finish();
rollback;
