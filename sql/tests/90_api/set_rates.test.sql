begin;
select plan(21);

select fixture.book();

create function pg_temp.set_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.set_rates(%L, %L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then '2026-01-02' end,
    case when 3 not between p_from and p_to then '{"USD": 1.1}' end,
    case when 4 not between p_from and p_to then 'test' end
);

create function pg_temp.set(
    p_rates jsonb,
    p_date date default '2026-01-02',
    p_actor text default 'user:7'
)
returns table (rate_date date, added integer, changed integer, replayed boolean)
language sql
begin atomic
    select
        rate_date,
        added,
        changed,
        replayed
    from api.set_rates(fixture.id(1), p_date, p_rates, 'test', p_actor, repeat('a', 32));
end;


-- 1 validate

select
    throws_ok(
        pg_temp.set_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses rates whose argument %s is null', n)
    )
from generate_series(1, 4) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.set_without(n, 4)) from generate_series(1, 4) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'rate_date', 'rates', 'source']) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select pg_temp.set('{"USD": null}') $$,
    'LG002', 'A required value is missing.',
    'refuses a rate that is null'
);

select throws_ok(
    $$ select pg_temp.set('{"USD": 1.1}', 'infinity') $$,
    'LG011', 'The day is none that can be reckoned with.',
    'refuses a day that is none'
);

select throws_ok(
    $$ select pg_temp.set('{}') $$,
    'LG005', 'The batch has no item, or too many.',
    'refuses a day without rates'
);

select is(
    fixture.facts_of($$ select pg_temp.set(
        (select jsonb_object_agg(n, 1) from generate_series(1, 501) as n)
    ) $$),
    '{"argument": "rates", "asked": 501, "least": 1, "most": 500}',
    'refuses more than 500 rates'
);

select
    throws_ok(
        format('select pg_temp.set(%L)', jsonb_build_object('USD', rate)),
        code, null,
        'refuses a rate of ' || rate
    )
from (
    values
    ('0', '23514'), ('1000000000000', '23514'), ('NaN', '23514'), ('0.0000000000001', '23514'),
    ('one', '22P02')
) as wrong (rate, code);


-- 4 judge

select throws_ok(
    $$ select pg_temp.set('{"USD": 1.1}', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.set('{"USD": 1, "XXY": 1}') $$,
    'LG103', 'There is no such currency to keep an account in.',
    'refuses a currency that is not there'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.set(%L)', rates))
       from (values ('{"USD": 1, "XXY": 1}'), ('{"XAU": 1}'), ('{"EUR": 1}')) as r (rates) $$,
    $$ select jsonb_build_object('argument', 'rates', 'currency', currency)
       from unnest(array['XXY', 'XAU', 'EUR']) as currency $$,
    'refuses an unknown currency, one without a minor unit, and the euro'
);


-- 5 write, 3 replay

select results_eq(
    $$ select answer.*
       from (values
           ('{"USD": "1.1234", "JPY": 121.94}'::jsonb), ('{"JPY": "121.940", "USD": 1.1234}'),
           ('{"USD": "1.2", "JPY": 121.94, "KWD": "0.34"}')
       ) as asked (rates),
       pg_temp.set(rates) as answer $$,
    $$ values (date '2026-01-02', 2, 0, false), ('2026-01-02', 0, 0, true),
        ('2026-01-02', 1, 1, false) $$,
    'adds what is new, leaves what is the same, and changes what differs'
);

select results_eq(
    $$ select currency::text, rate::numeric, source::text
       from ledger.exchange_rate
       order by currency $$,
    $$ values ('JPY', 121.94, 'test'), ('KWD', 0.34, 'test'), ('USD', 1.2, 'test') $$,
    'stores a rate a currency and day'
);


-- 6 record

select results_eq(
    $$ select payload, recorded_by::text, trace::text
       from audit.event
       where topic = 'exchange_rates.set'
       order by payload ->> 'before' nulls first $$,
    $$ select payload, 'user:7', repeat('a', 32)
       from (values
           ('{
               "source": "test", "rates": {"USD": "1.1234", "JPY": "121.94"}, "before": null
           }'::jsonb),
           ('{
               "source": "test", "rates": {"USD": "1.2", "KWD": "0.34"},
               "before": {"USD": "1.1234"}
           }')
       ) as event (payload) $$,
    'leaves an event of what was changed, and what was there before'
);

-- Another day, and another currency of that day

select results_eq(
    $$ select rate_date, added, changed, replayed
       from (values ('2026-01-03', '{"USD": "1.2"}'::jsonb), ('2026-01-03', '{"KWD": "1.2"}'))
           as asked (day, rates),
       api.set_rates(fixture.id(1), day::date, rates, 'test') $$,
    $$ values (date '2026-01-03', 1, 0, false), ('2026-01-03', 1, 0, false) $$,
    'adds what another day, or another currency, has already'
);

select finish();
rollback;
