begin;
select plan(25);

select fixture.interest_account();
select fixture.account(22, p_currency => 'USD');

create function pg_temp.set_without(p_from integer, p_to integer)
returns text
language sql
return format(
    'select api.set_interest_terms(%L, %L, %L, %L, %L, %L, %L, %L)',
    case when 1 not between p_from and p_to then fixture.id(1) end,
    case when 2 not between p_from and p_to then fixture.id(12) end,
    case when 3 not between p_from and p_to then '2026-01-02' end,
    case when 4 not between p_from and p_to then '0.01' end,
    case when 5 not between p_from and p_to then '0.05' end,
    case when 6 not between p_from and p_to then 'act/365' end,
    case when 7 not between p_from and p_to then fixture.id(21) end,
    case when 8 not between p_from and p_to then 'yearly' end
);

create function pg_temp.set(
    p_from date,
    p_rate numeric default 0.01,
    p_number integer default 12,
    p_counterpart integer default 21,
    p_actor text default 'user:7'
)
returns table (from_date date, replayed boolean, refusal jsonb)
language sql
begin atomic
    select
        from_date,
        replayed,
        refusal
    from api.set_interest_terms(
        fixture.id(1), fixture.id(p_number), p_from, p_rate, 0.05, 'act/365',
        fixture.id(p_counterpart), p_actor => p_actor, p_trace => repeat('a', 32)
    );
end;


-- 1 validate

select
    throws_ok(
        pg_temp.set_without(n, n),
        'LG002', 'A required value is missing.',
        format('refuses terms whose argument %s is null', n)
    )
from generate_series(1, 8) as n
order by n;

select results_eq(
    $$ select fixture.facts_of(pg_temp.set_without(n, 8)) from generate_series(1, 8) as n $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array[
           'book_id', 'account_id', 'from_date', 'credit_rate', 'debit_rate', 'day_count',
           'counterpart_account_id', 'compounding'
       ]) as name $$,
    'names the first of those that are null'
);

select throws_ok(
    $$ select pg_temp.set('infinity') $$,
    'LG011', 'The day is none that can be reckoned with.',
    'refuses a day that is none'
);

select throws_ok(
    $$ select pg_temp.set('2026-01-02', p_counterpart => 12) $$,
    'LG001', 'The two accounts of a transfer must differ.',
    'refuses an account as its own counterpart'
);

select
    throws_ok(
        format('select pg_temp.set(%L, %s)', '2026-01-02', rate),
        '23514', null,
        'leaves a rate of ' || rate || ' to the domain'
    )
from (values ('10.00000001'), ('-1.00000001'), ('0.000000001'), ($$'NaN'$$)) as wrong (rate);


-- 4 judge

select throws_ok(
    $$ select pg_temp.set('2026-01-02', p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select results_eq(
    $$ select fixture.facts_of(format('select pg_temp.set(%L, 0, %s, %s)', '2026-01-02', a, b))
       from (values (13, 21), (12, 13)) as pair (a, b) $$,
    $$ select jsonb_build_object('argument', name, 'account_id', fixture.id(13))
       from unnest(array['account_id', 'counterpart_account_id']) as name $$,
    'refuses accounts that are not there, and says which'
);

select results_eq(
    $$ select from_date, replayed, refusal from pg_temp.set('2026-01-02', p_counterpart => 22) $$,
    $$ values (date '2026-01-02', false, core.refusal('LG302', '{
        "argument": "counterpart_account_id", "asked": "EUR", "counterpart": "USD"
    }')::jsonb) $$,
    'refuses a counterpart of another currency'
);


-- 5 write

select results_eq(
    $$ select answer.*
       from unnest(array['2026-01-02', '2026-01-10']::date[]) as day, pg_temp.set(day) as answer $$,
    $$ values (date '2026-01-02', false, null::jsonb), ('2026-01-10', false, null) $$,
    'sets terms from a day on, and others from a later one'
);


-- 3 replay

select results_eq(
    $$ select * from pg_temp.set('2026-01-10') $$,
    $$ values (date '2026-01-10', true, null::jsonb) $$,
    'answers the same terms with a replay'
);

select results_eq(
    $$ select replayed from pg_temp.set('2026-01-10', 10) union all
       select replayed from pg_temp.set('2026-01-10', -1) union all
       select replayed from pg_temp.set('2026-01-10', 0.00000001) $$,
    $$ values (false), (false), (false) $$,
    'sets terms anew that are not accrued, up to the bounds of a rate'
);

select fixture.line(101, 10000, '2026-01-01');
select fixture.accrue(102, '2026-01-10');

select results_eq(
    $$ select replayed from pg_temp.set('2026-01-10', 0.00000001)
       union all
       select replayed from pg_temp.set('2026-01-11') $$,
    $$ values (true), (false) $$,
    'lets what is accrued be repeated, and the next day be set'
);

select throws_ok(
    $$ select pg_temp.set('2026-01-10') $$,
    'LG206', 'The interest of the day is accrued already.',
    'refuses other terms for a day that is accrued'
);


-- 6 record

select results_eq(
    $$ select
           payload ->> 'from_date', payload ->> 'credit_rate', recorded_by::text, trace::text
       from audit.event
       where
           topic = 'interest_terms.set'
           and subject = fixture.id(12)::text
       order by payload ->> 'from_date', payload ->> 'credit_rate' $$,
    $$ select *, 'user:7', repeat('a', 32)
       from (values
           ('2026-01-02', '0.01'), ('2026-01-10', '-1'), ('2026-01-10', '0.00000001'),
           ('2026-01-10', '0.01'), ('2026-01-10', '10'), ('2026-01-11', '0.01')
       ) as set $$,
    'leaves an event of each change, and none of a repeat'
);


-- What must hold whatever happened

select fixture.invariants();

select finish();
rollback;
