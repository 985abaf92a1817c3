begin;
select plan(8);

select fixture.interest_account();
select fixture.interest_account(13);
select fixture.terms('2026-01-02', 0.01, 'act/360', 'monthly', 0.05);
select fixture.terms('2026-01-10', 0.02);
select fixture.terms('2026-01-20', 0, '30E/360', 'daily', 0);

create function pg_temp.listed(
    p_number integer default 12,
    p_after date default null,
    p_limit integer default 50
)
returns table (from_date date, through_date date)
language sql
begin atomic
    select
        from_date,
        through_date
    from api.list_interest_terms(
        fixture.id(1), fixture.id(p_number), p_after, p_limit, 'user:7'
    );
end;


-- 1 validate

select results_eq(
    $$ select fixture.facts_of(format(
           'select api.list_interest_terms(%L, %L, p_limit => null)', book_id, account_id
       ))
       from (values
           (null, null), (fixture.id(1), null), (fixture.id(1), fixture.id(12))
       ) as asked (book_id, account_id) $$,
    $$ select jsonb_build_object('argument', name)
       from unnest(array['book_id', 'account_id', 'limit']) as name $$,
    'names the first that is null'
);

select throws_ok(
    $$ select api.list_interest_terms(null, null) $$,
    'LG002', 'A required value is missing.',
    'refuses to look into no book'
);


-- 4 judge

select throws_ok(
    $$ select api.list_interest_terms(fixture.id(1), fixture.id(12), p_actor => 'user:8') $$,
    'LG102', 'There is no such book.',
    'refuses another actor'
);

select throws_ok(
    $$ select pg_temp.listed(14) $$,
    'LG101', 'There is no such account in this book.',
    'refuses an account that is not there'
);


-- The answer

select results_eq(
    $$ select
           from_date, through_date, credit_rate::numeric, debit_rate::numeric, day_count::text,
           compounding::text, counterpart_account_id
       from api.list_interest_terms(fixture.id(1), fixture.id(12)) $$,
    $$ select *, fixture.id(21)
       from (values
           (date '2026-01-02', date '2026-01-09', 0.01, 0.05, 'act/360', 'monthly'),
           ('2026-01-10', '2026-01-19', 0.02, 0.0365, 'act/365', 'yearly'),
           ('2026-01-20', null, 0, 0, '30E/360', 'daily')
       ) as terms $$,
    'lists terms in the order of their days, each to the day before the next'
);

select results_eq(
    $$ select * from pg_temp.listed(p_limit => 1) $$,
    $$ values (date '2026-01-02', date '2026-01-09') $$,
    'knows the last day though the next terms are on another page'
);

select results_eq(
    $$ select * from pg_temp.listed(p_after => '2026-01-02', p_limit => 1) $$,
    $$ values (date '2026-01-10', date '2026-01-19') $$,
    'begins after the day that is named'
);

select is_empty(
    $$ select * from pg_temp.listed(13) $$,
    'is empty for an account without terms'
);

select finish();
rollback;
